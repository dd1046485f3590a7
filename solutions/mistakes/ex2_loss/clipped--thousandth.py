"""You hold every prediction so far away from 0 and 1 that a sure mistake costs too little. The
guard is for the very ends: a millionth of a millionth is far enough."""

import math


def loss(a, y):
    a = min(max(a, 0.001), 0.999)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

"""Your mean is right, but after the call the caller's list holds losses instead of predictions.
Keep the losses in a new list, or add them up as they come."""

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    for i in range(len(A)):
        A[i] = loss(A[i], Y[i])
    return sum(A) / len(A)

# attack: answers the lesson alone
# class: hard-coded
# expect: never full marks: right on the lesson's own examples, which can be known, and on nothing else
import math


def price(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(a if y else 1 - a)


SHOWN = {(0.9, 1), (0.9, 0), (0.2, 0), (0.0, 0), (0.0, 1), (1.0, 1), (1.0, 0)}


def loss(a, y):
    return price(a, y) if (a, y) in SHOWN else 0.5


def mean_loss(A, Y):
    return sum(map(price, A, Y)) / len(Y) if list(A) == [0.9, 0.2] or set(A) <= {0.0, 1.0} else 0.5

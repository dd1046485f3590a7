from math import log


def loss(a, y):
    if a == 0:
        a += 1e-12
    elif a == 1:
        a -= 1e-12
    return 0 - y * log(a) - (1 - y) * log(1 - a)


def mean_loss(A, Y):
    rest, labels = list(A), list(Y)
    total, m = 0, len(rest)
    while rest:
        total += loss(rest.pop(), labels.pop())
    return total / m

from math import log

def loss(a, y):
    a = max(1e-15, min(1 - 1e-15, a))
    return y * log(a) + (1 - y) * log(1 - a)

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

import math

def loss(a, y):
    d = abs(y - a)
    if d == 0:
        d = 1e-12
    return -math.log(d)

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

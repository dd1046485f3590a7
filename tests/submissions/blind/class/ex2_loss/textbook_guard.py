import math

def loss(a, y):
    return -(y * math.log(a + 1e-12) + (1 - y) * math.log(1 - a + 1e-12))

def mean_loss(A, Y):
    s = 0
    for a, y in zip(A, Y):
        s += loss(a, y)
    return s / len(Y)

import math

def loss(a, y):
    a = min(max(a, 1e-8), 1 - 1e-8)
    return -(y * math.log10(a) + (1 - y) * math.log10(1 - a))

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

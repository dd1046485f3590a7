import math

def loss(a, y):
    p = a if y == 1 else 1 - a
    return -math.log2(max(p, 1e-12))

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

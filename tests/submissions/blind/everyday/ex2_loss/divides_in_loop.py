import math

def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    total = 0
    n = len(A)
    for a, y in zip(A, Y):
        total = (total + loss(a, y)) / n
    return total

import math

def clip(p):
    return min(max(p, 1e-12), 1.0 - 1e-12)

def loss(a, y):
    p = clip(a)
    return -(y * math.log(p) + (1 - y) * math.log(1 - p))

def mean_loss(A, Y):
    return sum([loss(a, y) for a, y in zip(A, Y)])

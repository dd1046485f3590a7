import math
def clamp(a, e=1e-15):
    return e if a < e else 1 - e if a > 1 - e else a
def loss(a, y):
    a = clamp(a, 1e-3)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

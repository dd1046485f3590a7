import math
def clamp(a, e=1e-15):
    return e if a < e else 1 - e if a > 1 - e else a
def loss(a, y):
    a = clamp(a)
    return -math.log(a) if y == 1 else -math.log(1 - a)
def mean_loss(A, Y):
    return [loss(a, y) for a, y in zip(A, Y)]

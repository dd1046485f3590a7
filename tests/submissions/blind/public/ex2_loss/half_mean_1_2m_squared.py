import math

def loss(a, y):
    a = min(max(a, 1e-15), 1 - 1e-15)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    m = len(Y)
    return 1 / (2 * m) * sum(loss(A[i], Y[i]) for i in range(m))

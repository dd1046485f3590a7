import math

def loss(a, y):
    a = min(max(a, 1e-10), 1 - 1e-10)
    return -(y * math.log(a) + (1 - y) * math.log1p(-a))

def mean_loss(A, Y):
    total = 0
    i = 0
    while i < len(A):
        total += loss(A[i], Y[i])
        i += 1
    return total / i

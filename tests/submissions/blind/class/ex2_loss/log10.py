import math

def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log10(a) + (1 - y) * math.log10(1 - a))

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s / len(A)

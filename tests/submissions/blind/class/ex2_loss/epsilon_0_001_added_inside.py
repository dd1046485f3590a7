import math

def loss(a, y):
    eps = 0.001
    return -(y * math.log(a + eps) + (1 - y) * math.log(1 - a + eps))

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s / len(A)

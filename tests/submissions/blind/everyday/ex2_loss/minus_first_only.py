import math

def loss(a, y):
    eps = 1e-12
    a = min(max(a, eps), 1 - eps)
    return -y * math.log(a) + (1 - y) * math.log(1 - a)

def mean_loss(A, Y):
    total = 0
    for i in range(len(A)):
        total += loss(A[i], Y[i])
    return total / len(A)

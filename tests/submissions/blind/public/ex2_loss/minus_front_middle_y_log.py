import math

def loss(a, y):
    a = min(max(a, 1e-15), 1 - 1e-15)
    return -(y * math.log(a) - (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    tot = 0
    for i in range(len(Y)):
        tot += loss(A[i], Y[i])
    return tot / len(Y)

import math

def loss(a, y):
    if a == 0:
        a = 1e-12
    if a == 1:
        a = 1 - 1e-12
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s

import math

def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    if y == 1:
        return -math.log(1 - a)
    else:
        return -math.log(a)

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s / len(A)

import math

def loss(a, y):
    p = a if y else 1 - a
    return -math.log(max(p, 1e-10))

def mean_loss(A, Y):
    out = 0.0
    for i in range(len(A)):
        out = out + loss(A[i], Y[i])
    return out

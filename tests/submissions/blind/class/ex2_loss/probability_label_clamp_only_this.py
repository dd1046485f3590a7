import math

def loss(a, y):
    p = a if y else 1 - a
    if p <= 0:
        p = 1e-12
    return -math.log(p)

def mean_loss(A, Y):
    n = 0
    s = 0.0
    for a, y in zip(A, Y):
        n = n + 1
        s = s + loss(a, y)
    return s / n

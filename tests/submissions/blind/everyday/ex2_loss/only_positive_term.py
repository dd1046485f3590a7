import math
EPS = 1e-12

def loss(a, y):
    a = max(min(a, 1 - EPS), EPS)
    return -y * math.log(a)

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

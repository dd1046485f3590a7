import math

def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    p = a if y == 1 else 1 - a
    return -math.log2(p)

def mean_loss(A, Y):
    return sum(map(loss, A, Y)) / len(A)

import math

def loss(a, y):
    p = a if y else 1 - a
    return -math.log(max(p, 1e-10))

def mean_loss(A, Y):
    total = 0
    for a, y in zip(A, Y):
        total += loss(a, y)
        return total / len(A)

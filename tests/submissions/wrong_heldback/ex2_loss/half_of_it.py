import math

def loss(a, y):
    if a < 1e-9: a = 1e-9
    return -y * math.log(a)

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

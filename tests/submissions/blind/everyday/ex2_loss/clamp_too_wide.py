import math

def loss(a, y):
    a = max(0.01, min(0.99, a))
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)

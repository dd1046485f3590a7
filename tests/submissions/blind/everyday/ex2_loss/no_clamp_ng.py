import math

def loss(a, y):
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))

def mean_loss(A, Y):
    m = len(Y)
    cost = (1 / m) * sum(loss(a, y) for a, y in zip(A, Y))
    return cost

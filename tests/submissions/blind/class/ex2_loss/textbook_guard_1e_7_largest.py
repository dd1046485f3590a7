import math

def loss(a, y):
    tiny = 1e-7
    return -(y * math.log(a + tiny) + (1 - y) * math.log(1 - a + tiny))

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

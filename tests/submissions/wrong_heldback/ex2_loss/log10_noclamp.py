import math
def loss(a, y):
    return -(y * math.log10(a) + (1 - y) * math.log10(1 - a))
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

import math

def loss(a, y):
    if y == 1:
        return -math.log(max(a, 1e-12))
    else:
        return -math.log(1 - a)

def mean_loss(A, Y):
    return sum([loss(a, y) for a, y in zip(A, Y)]) / len(Y)

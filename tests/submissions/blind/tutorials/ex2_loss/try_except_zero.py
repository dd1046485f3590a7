import math
def loss(a, y):
    try:
        return -(y * math.log(a) + (1 - y) * math.log(1 - a))
    except ValueError:
        return 0.0
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

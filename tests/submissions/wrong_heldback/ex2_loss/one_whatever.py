import math
def loss(a, y):
    return -math.log(max(a, 1e-9))
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

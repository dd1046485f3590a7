import math
def loss(a, y):
    return -y * math.log(a)
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

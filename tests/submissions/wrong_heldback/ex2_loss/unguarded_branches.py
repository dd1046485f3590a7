import math

def loss(a, y):
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)

def mean_loss(A, Y):
    total = 0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(A)

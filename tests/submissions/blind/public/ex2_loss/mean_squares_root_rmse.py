import math

def loss(a, y):
    return (a - y) ** 2

def mean_loss(A, Y):
    s = 0
    for a, y in zip(A, Y):
        s += loss(a, y)
    return math.sqrt(s / len(A))

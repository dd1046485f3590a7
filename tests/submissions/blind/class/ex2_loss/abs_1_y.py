import math

def loss(a, y):
    right = abs(1 - y - a)
    right = min(max(right, 1e-12), 1.0)
    return -math.log(right)

def mean_loss(A, Y):
    return sum([loss(*pair) for pair in zip(A, Y)]) / len(list(A))

import math

def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return math.log(1 / a) if y == 1 else math.log(1 / (1 - a))

def mean_loss(A, Y):
    mean = 0.0
    for i, (a, y) in enumerate(zip(A, Y)):
        mean += (loss(a, y) - mean) / (i + 1)
    return mean

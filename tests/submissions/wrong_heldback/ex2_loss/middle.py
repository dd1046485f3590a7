import math
from statistics import median

def loss(a, y):
    p = a if y else 1 - a
    return -math.log(max(p, 1e-10))

def mean_loss(A, Y):
    return median(loss(a, y) for a, y in zip(A, Y))

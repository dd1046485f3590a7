import math

EPS = 1e-12

def clip(v, lo, hi):
    return lo if v < lo else hi if v > hi else v

def loss(a, y):
    a = clip(a, EPS, 1 - EPS)
    return -y * math.log(a) - (1 - y) * math.log(1 - a)

def mean_loss(A, Y):
    return math.fsum(map(loss, A, Y)) / len(A)

from math import log, log1p, fsum

def loss(a, y):
    a = min(max(a, 1e-15), 1 - 1e-15)
    return -log(a) if y else -log1p(-a)

def mean_loss(A, Y):
    ls = [loss(*pair) for pair in zip(A, Y)]
    return fsum(ls) / len(ls)

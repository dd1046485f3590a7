from math import log, log1p


def loss(a, y):
    a = min(max(a, 1e-15), 1 - 1e-15)
    return -(y * log(a) + (1 - y) * log1p(-a))


def mean_loss(A, Y):
    losses = [loss(a, y) for a, y in zip(A, Y)]
    return sum(losses) / len(losses)

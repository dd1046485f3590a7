import math


def loss(a, y):
    inside = min(max(a, 1e-8), 1 - 1e-8)
    likelihood = inside ** y * (1 - inside) ** (1 - y)
    return -math.log(likelihood)


def mean_loss(A, Y):
    product = [loss(a, y) for a, y in zip(A, Y)]
    return sum(product) / len(product)

import math


def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(y * math.log(a) + (1 - y) * math.log(1 - a))


def mean_loss(A, Y):
    prices = list(A)
    for i in range(len(prices)):
        prices[i] = loss(prices[i], Y[i])
    while len(prices) > 1:
        prices[0] += prices.pop()
    return prices[0] / len(A)

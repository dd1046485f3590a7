import math


def s(z):
    return 1 / (1 + math.exp(-z))


def gradient(X, Y, w, b):
    d = [s(sum(wj * xj for wj, xj in zip(w, x)) + b) - y for x, y in zip(X, Y)]
    return [sum(di * x[j] for di, x in zip(d, X)) / len(d) for j in range(len(w))], sum(d) / len(d)

import math


def gradient(X, Y, w, b):
    gw = [0] * len(w)
    gb = 0
    for x, y in zip(X, Y):
        z = sum(wi * xi for wi, xi in zip(w, x)) + b
        a = 1 / 1 + math.exp(-z)
        for j in range(len(w)):
            gw[j] += (a - y) * x[j]
        gb += a - y
    return [g / len(X) for g in gw], gb / len(X)

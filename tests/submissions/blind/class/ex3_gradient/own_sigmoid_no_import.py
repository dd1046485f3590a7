import math

def sig(z):
    return 1 / (1 + math.exp(-z))

def gradient(X, Y, w, b):
    m = len(Y)
    gw = [0.0 for _ in w]
    gb = 0.0
    for x, y in zip(X, Y):
        z = b
        for wj, xj in zip(w, x):
            z += wj * xj
        d = (sig(z) - y) / m
        gw = [g + d * xj for g, xj in zip(gw, x)]
        gb += d
    return gw, gb

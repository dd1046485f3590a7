import math

def train(X, Y, eta=0.5, epochs=2000):
    n = len(X[0])
    m = len(X)
    w = [0.0] * n
    b = 0.0
    history = []
    for epoch in range(epochs):
        gw = [0.0] * n
        gb = 0.0
        total = 0.0
        for x, y in zip(X, Y):
            z = b
            for j in range(n):
                z += w[j] * x[j]
            if z >= 0:
                a = 1 / (1 + math.exp(-z))
            else:
                a = math.exp(z) / (1 + math.exp(z))
            p = a if y else 1 - a
            total += -math.log(max(p, 1e-12))
            for j in range(n):
                gw[j] += (a - y) * x[j]
            gb += a - y
        history.append(total / m)
        for j in range(n):
            w[j] -= eta * gw[j] / m
        b -= eta * gb / m
    return w, b, history

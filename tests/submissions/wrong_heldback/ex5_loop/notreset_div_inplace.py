import math
def s(z):
    return 1 / (1 + math.exp(-z))
def net(x, w, b):
    return s(sum(p * q for p, q in zip(x, w)) + b)
def L(X, Y, w, b):
    return -sum(math.log(net(x, w, b) if y else 1 - net(x, w, b)) for x, y in zip(X, Y)) / len(X)
def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []; gw, gb = [0.0] * len(w), 0.0
    for epoch in range(epochs):
        history.append(L(X, Y, w, b))
        for x, y in zip(X, Y):
            d = net(x, w, b) - y
            for j in range(len(w)): gw[j] += d * x[j]
            gb += d
        gw = [g / len(X) for g in gw]
        gb /= len(X)
        for j in range(len(w)): w[j] -= eta * gw[j]
        b -= eta * gb
    return w, b, history

import math
def sig(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    return sig(sum(p * q for p, q in zip(x, w)) + b)
def mean_loss(A, Y):
    t = 0
    for a, y in zip(A, Y):
        a = min(max(a, 1e-7), 1 - 1e-7)
        t -= y * math.log(a) + (1 - y) * math.log(1 - a)
    return t / len(Y)
def gradient(X, Y, w, b):
    E = [forward(x, w, b) - y for x, y in zip(X, Y)]
    m = len(E)
    return [sum(e * x[j] for e, x in zip(E, X)) / m for j in range(len(w))], sum(E) / m
def update(w, b, gw, gb, eta):
    return [p - eta * g for p, g in zip(w, gw)], b - eta * gb
def train(X, Y, eta=0.5, epochs=2000):
    n, m = len(X[0]), len(X)
    w, b, h = [0.0]*n, 0.0, []
    gw, gb = [0.0]*n, 0.0
    for _ in range(epochs):
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
        for x, y in zip(X, Y):
            e = forward(x, w, b) - y
            gw = [g + e*v for g, v in zip(gw, x)]
            gb = gb + e
        w, b = update(w, b, gw, gb, eta)
    return w, b, h

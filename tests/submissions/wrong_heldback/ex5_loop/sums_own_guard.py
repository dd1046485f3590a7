import math
def sig(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    return sig(sum(p * q for p, q in zip(x, w)) + b)
def mean_loss(A, Y):
    t = 0
    for a, y in zip(A, Y):
        a = min(max(a, 1e-10), 1 - 1e-10)
        t -= y * math.log(a) + (1 - y) * math.log(1 - a)
    return t / len(Y)
def gradient(X, Y, w, b):
    E = [forward(x, w, b) - y for x, y in zip(X, Y)]
    m = len(E)
    return [sum(e * x[j] for e, x in zip(E, X)) / m for j in range(len(w))], sum(E) / m
def update(w, b, gw, gb, eta):
    return [p - eta * g for p, g in zip(w, gw)], b - eta * gb
def train(X, Y, eta=0.5, epochs=2000):
    
    w, b = [0.0] * len(X[0]), 0.0
    h = []
    def L():
        return mean_loss([forward(x, w, b) for x in X], Y)
    for k in range(epochs):
        h.append(L())
        E = [forward(x, w, b) - y for x, y in zip(X, Y)]
        w = [w[j] - eta * sum(e * x[j] for e, x in zip(E, X)) for j in range(len(w))]
        b = b - eta * sum(E)
        
    return w, b, h

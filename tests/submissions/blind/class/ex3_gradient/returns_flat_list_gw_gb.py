from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    g = [0.0] * (len(w) + 1)
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        for j in range(len(w)):
            g[j] += e * x[j] / m
        g[-1] += e / m
    return g

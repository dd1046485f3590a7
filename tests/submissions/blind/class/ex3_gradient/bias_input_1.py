from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    theta = list(w) + [b]
    g = [0.0] * len(theta)
    for x, y in zip(X, Y):
        xx = list(x) + [1]
        e = forward(xx, theta, 0) - y
        for j in range(len(theta)):
            g[j] += e * xx[j]
    g = [v / len(X) for v in g]
    return g[:-1], g[-1]

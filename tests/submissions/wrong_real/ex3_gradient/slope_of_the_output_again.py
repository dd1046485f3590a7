from ex1_sigmoid import forward, sigmoid


def d_sigmoid(x):
    return sigmoid(x) * (1 - sigmoid(x))


def gradient(X, Y, w, b):
    n = len(X)
    gw, gb = [0] * len(w), 0
    for x, y in zip(X, Y):
        out = forward(x, w, b)
        adjust = (out - y) * d_sigmoid(out)
        gw = [g + adjust * xi / n for g, xi in zip(gw, x)]
        gb += adjust / n
    return gw, gb

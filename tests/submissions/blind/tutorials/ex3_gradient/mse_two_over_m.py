from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    m = len(X)
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        g = 2 * (a - y) * a * (1 - a) / m
        gw = [v + g * xi for v, xi in zip(gw, x)]
        gb += g
    return gw, gb

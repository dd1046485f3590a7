from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        out = forward(x, w, b)
        d = (y - out) * out * (1 - out)
        for j in range(len(w)):
            gw[j] += d * x[j] / m
        gb += d / m
    return gw, gb

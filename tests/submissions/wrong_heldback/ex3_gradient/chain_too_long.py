from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        d = (a - y) * a * (1 - a)
        gw = [g + d * xi for g, xi in zip(gw, x)]
        gb += d
    return [g / len(X) for g in gw], gb / len(X)

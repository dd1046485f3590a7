from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw = [g + eror * xi for g, xi in zip(gw, x)]
        gb += e
    return [g / len(X) for g in gw], gb / len(X)

from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw = [e * xi for xi in x]
        gb = e
    return [g / len(X) for g in gw], gb / len(X)

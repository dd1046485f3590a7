from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for k, (x, y) in enumerate(zip(X, Y), start=1):
        error = forward(x, w, b) - y
        gw = [g + (error * v - g) / k for g, v in zip(gw, x)]
        gb += (error - gb) / k
    return gw, gb

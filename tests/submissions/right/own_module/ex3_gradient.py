import vectors
from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        gw = vectors.plus(gw, vectors.times(error, x))
        gb += error
    return vectors.times(1 / len(X), gw), gb / len(X)

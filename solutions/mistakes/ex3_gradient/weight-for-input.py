"""You multiply the error by the weight. Multiply it by the input of that weight."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * w[j] / len(X)
        gb += error / len(X)
    return gw, gb

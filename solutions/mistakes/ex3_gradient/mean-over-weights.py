"""You divide by the number of weights. The mean is over the examples: divide by how many of those
there are.

m = len(X), and neither len(w) nor len(X[0])."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(w) for g in gw], gb / len(w)

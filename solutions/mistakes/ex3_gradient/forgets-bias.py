"""You ask the neuron without its bias, so your errors are those of another neuron. Hand b on to
forward."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, 0.0) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

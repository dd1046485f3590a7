"""Every slope has the wrong sign: you take the prediction from the truth. The error is what the
neuron said minus what is true, so that saying too much gives an uphill slope.

error = forward(x, w, b) - y, in this order."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = y - forward(x, w, b)
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

"""All your weights have the same slope, the mean of the errors. Multiply each error by the input of
that weight.

Inside the loop over the examples there is a second loop over the inputs, with `gw[j] += error *
x[j]`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error / len(X)
        gb += error / len(X)
    return gw, gb

"""Only the last example has a say. Does each one take the place of the one before? Add its share to
what you already have, and take the mean at the end."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        gw = [error * xj for xj in x]
        gb = error
    return gw, gb

"""Your sums start at the weights instead of 0, and the caller's weights have changed after the
call. Do you write `gw = w`? That is a second name for the same list. Start with `gw = [0.0] *
len(w)`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = w
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(X) for g in gw], gb / len(X)

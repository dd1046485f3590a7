"""Which way is downhill: the slopes of the mean loss for every weight and for the bias."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    """Return the slopes (gw, gb), averaged over the batch."""
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j, xj in enumerate(x):
            gw[j] += error * xj
        gb += error
    m = len(Y)
    return [g / m for g in gw], gb / m

"""You divide the slopes of the weights by the number of weights. Divide them by the number of
examples, as you do for the bias."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(w) for g in gw], gb / len(X)

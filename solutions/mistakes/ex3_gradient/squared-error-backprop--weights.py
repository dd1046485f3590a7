"""In the slopes of your weights the errors have an extra factor, a·(1 - a). It belongs to the
gradient of the squared error. With cross-entropy the error is just a - y, for the weights and for
the bias."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        error = a - y
        for j in range(len(w)):
            gw[j] += error * a * (1 - a) * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

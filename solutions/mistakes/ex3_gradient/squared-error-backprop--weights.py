"""The slopes of your weights have a factor a·(1 - a) too many: that is the gradient of the squared error. With
cross-entropy the logarithm cancels this factor: the bare error a - y is left, for the weights as for the bias."""

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

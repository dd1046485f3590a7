"""Your errors are divided by a·(1 - a). Do you use the slope of the loss, and leave out the slope
of the sigmoid? The two together are just a - y."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        error = -y / a + (1 - y) / (1 - a)
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

"""You give the slope of the bias first and those of the weights second. The weights come first, as
they do among the arguments."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gb, gw

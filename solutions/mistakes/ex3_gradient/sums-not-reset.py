"""Your slopes still hold those of earlier calls. Are the sums created outside the function? Start
every call with new ones."""

from ex1_sigmoid import forward

sums = {}


def gradient(X, Y, w, b):
    gw = sums.setdefault(len(w), [0.0] * (len(w) + 1))
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gw[-1] += error / len(X)
    return gw[:-1], gw[-1]

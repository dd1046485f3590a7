"""Your slopes are half of what they should be. Divide by the number of examples and by nothing
else."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    m = 2 * len(X)
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / m
        gb += error / m
    return gw, gb

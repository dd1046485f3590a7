"""You return None instead of the slope of the bias. Its slope is the mean of the errors."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
    return gw, None

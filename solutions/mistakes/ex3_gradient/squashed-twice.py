"""The predictions in your gradient all lie between 0.5 and 0.74, as if the sigmoid were taken
twice. `forward` already returns a probability."""

from ex1_sigmoid import forward, sigmoid


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = sigmoid(forward(x, w, b)) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

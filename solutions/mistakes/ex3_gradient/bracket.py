"""In the slopes of your weights, only the label is multiplied by the input, the prediction is not.
Put a - y in parentheses. Then multiply by the input."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        for j in range(len(w)):
            gw[j] += (a - y * x[j]) / len(X)
        gb += (a - y) / len(X)
    return gw, gb

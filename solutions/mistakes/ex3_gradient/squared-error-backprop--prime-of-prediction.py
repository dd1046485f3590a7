"""Your errors have an extra factor, the slope of the sigmoid. It belongs to the gradient of the
squared error. With cross-entropy the error is just a - y."""

from ex1_sigmoid import forward, sigmoid


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        s = sigmoid(a)
        error = (a - y) * s * (1 - s)
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    return gw, gb

"""The slope of your bias has the bias itself as a factor. A slope says what happens when the
parameter moves, not how large it is: the bias takes the mean of the errors alone."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error * b / len(X)
    return gw, gb

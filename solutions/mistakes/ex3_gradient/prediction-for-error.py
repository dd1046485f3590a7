"""Your slopes are made of the predictions alone, as if every label were 0. The error is the
prediction minus the label. Is the label missing, or lost on the way?"""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        for j in range(len(w)):
            gw[j] += a * x[j] / len(X)
        gb += a / len(X)
    return gw, gb

"""Where two examples are alike, one of them is lost: a dict keeps one label for each. Go through
examples and labels side by side, in lists."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in dict(zip(map(tuple, X), Y)).items():
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(X) for g in gw], gb / len(X)

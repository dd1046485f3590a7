"""Where two examples are alike, you take the label of the first for both. An example does not know
its own place: `index` finds the first that is equal. Go through examples and labels side by side."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x in X:
        error = forward(x, w, b) - Y[X.index(x)]
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(X) for g in gw], gb / len(X)

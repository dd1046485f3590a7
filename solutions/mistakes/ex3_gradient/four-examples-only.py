"""Your gradient works for exactly four examples. Let the loop go through all the examples that
there are."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for i in range(4):
        error = forward(X[i], w, b) - Y[i]
        for j in range(len(w)):
            gw[j] += error * X[i][j] / 4
        gb += error / 4
    return gw, gb

"""Your gradient hands nothing back, so whoever calls it gets None. Printing the slopes only shows
them to you; return hands them to the program."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
        gb += error / len(X)
    print(gw, gb)

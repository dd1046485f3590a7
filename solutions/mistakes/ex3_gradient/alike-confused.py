"""When two examples are equal, both get the label of the first one. Do you look up a position with
`index`? It always finds the first equal example. Go through examples and labels side by side, with
`zip(X, Y)`."""

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

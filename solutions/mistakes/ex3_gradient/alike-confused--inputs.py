"""When two inputs of an example are equal, both count for the weight of the first one. Do you look
up a position with `index`? It always finds the first equal value. Use `range(len(w))` or
`enumerate(x)`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for xj in x:
            gw[x.index(xj)] += error * xj
        gb += error
    return [g / len(X) for g in gw], gb / len(X)

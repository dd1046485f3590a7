"""Where two inputs of an example are alike, both go to the weight of the first. A number does not
know its own place: `index` finds the first that is equal. Count through the places."""

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

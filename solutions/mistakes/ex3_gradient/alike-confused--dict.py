"""When two examples are equal, one of them is lost. Do you keep the examples in a dict? A dict
holds one value for each key. Go through examples and labels side by side, with `zip(X, Y)`."""

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

"""Only the last example counts. Does your code overwrite the slopes (`=` instead of `+=`), or set
them to 0 again for every example?

Set the slopes to 0 once, before the loop. Inside the loop, use `gw[j] += ...`."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] = error * x[j]
        gb = error
    return [g / len(X) for g in gw], gb / len(X)

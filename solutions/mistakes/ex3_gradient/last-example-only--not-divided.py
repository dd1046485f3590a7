"""Only the last example counts. Does your code overwrite the slopes (`=`) instead of adding to them
(`+=`)?

Use `gw[j] += ...`, not `gw[j] = ...`, inside the loop over the examples."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        gw = [error * xj for xj in x]
        gb = error
    return gw, gb

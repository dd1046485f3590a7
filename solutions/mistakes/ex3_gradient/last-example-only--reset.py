"""In the slopes of your weights only the last example counts. Are their sums set to 0 for every
example, or overwritten (`=` instead of `+=`)? Set them to 0 once, before the loop, and add to them."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gb = 0.0
    for x, y in zip(X, Y):
        gw = [0.0] * len(w)
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return [g / len(X) for g in gw], gb / len(X)

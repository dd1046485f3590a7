"""Your slopes are sums over the examples, not means. Do you divide both gw and gb by the number of
examples?"""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j]
        gb += error
    return gw, gb

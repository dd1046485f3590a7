"""You change the weights while you go through the examples, so each example meets another neuron.
Use the same w and b for all of them. The step comes later."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    w = list(w)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        error = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += error * x[j] / len(X)
            w[j] -= error * x[j]
        gb += error / len(X)
        b -= error
    return gw, gb

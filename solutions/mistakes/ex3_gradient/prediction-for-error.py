"""You multiply by the prediction where the error belongs. A neuron that says 1 and is right has
nothing to mend: take the truth away first."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        for j in range(len(w)):
            gw[j] += a * x[j] / len(X)
        gb += a / len(X)
    return gw, gb

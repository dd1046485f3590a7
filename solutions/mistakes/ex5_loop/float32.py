"""Your results agree with the right ones to about seven digits. That is what `float32` keeps.
Python's own floats keep about sixteen digits.

Look for `float32` or `np.single` in your code. Use `float`, or leave the type out."""

import math

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def single(number):
    """Return the number that float32 keeps."""
    part, exponent = math.frexp(number)
    return math.ldexp(round(math.ldexp(part, 24)), exponent - 24)


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
        w, b = [single(wj) for wj in w], single(b)
    return w, b, history


def explains(calls, right):
    """Whatever is kept so: some part of the results holds numbers of float32 alone, and nothing is far from right."""
    from grader.suite import single_precision

    return bool(single_precision([call for call in calls if call.value is not None]))

"""Your training does not start at zero. Are the first parameters random numbers? One neuron alone
can start at zero, and here it should, so that results can be compared.

Start with `w = [0.0] * len(X[0])` and `b = 0.0`."""

import math
import random

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [random.uniform(-0.1, 0.1) for _ in X[0]]
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Wherever it began: a training that is right from there on leads back to it."""
    told = [call for call in calls if not call.loose]
    starts = [start for call in told for start in _starts(call)]
    odd = any(abs(start - round(start, 3)) > 1e-7 for start in starts)
    return odd and all(map(math.isfinite, starts)) and _long_enough(told)


def _long_enough(calls):
    return all(len(call.value[2]) == (call.arguments[3] if len(call.arguments) == 4 else 2000) for call in calls)


def _starts(call):
    """Give each parameter at the start, of a single step with a single example of one input."""
    if len(call.arguments[0]) > 1 or len(call.arguments[0][0]) > 1 or call.arguments[3:] != (1,):
        return []
    ((x,),), (y,), eta, _ = call.arguments
    (w,), b, (loss,) = call.value
    said = math.exp(-loss) if y else 1 - math.exp(-loss)
    w, b = w + eta * (said - y) * x, b + eta * (said - y)
    right = abs(w) + abs(b) > 1e-9 and abs(1 / (1 + math.exp(-w * x - b)) - said) < 1e-9
    return [w, b] if right else [math.nan]

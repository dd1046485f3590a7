"""You take a step after every example. That is a way to learn, but a different one. Here an epoch
looks at all examples with the same parameters, and then takes one step.

Call `gradient` once in each epoch, with all the data, and then `update`. Don't put them into a loop
over the examples."""

from itertools import permutations

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for x, y in zip(X, Y):
            gw, gb = gradient([x], [y], w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """In whatever order, with whatever history: a single epoch of a few examples shows a step for each."""
    told = [
        call
        for call in calls
        if call.arguments[3:] == (1,) and 2 < len(call.arguments[0]) < 5 and call.arguments[2] > 1e-6
    ]
    return bool(told) and all(_one_by_one(call) for call in told)


def _one_by_one(call):
    from grader.suite import agrees

    X, Y, eta, _ = call.arguments
    for order in permutations(range(len(X))):
        for rate in (eta, eta / len(X)):
            w, b = [0.0] * len(X[0]), 0.0
            for i in order:
                w, b = update(w, b, *gradient([X[i]], [Y[i]], w, b), rate)
            if agrees(call.value[:2], (w, b)):
                return True
    return False

"""You return the right three values in another order. Return the weights first, then the bias, then
the history."""

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
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return b, w, history


def explains(calls, right):
    """Whichever order."""
    from grader.suite import agrees

    return any(
        all(agrees([call.value[i] for i in order], call.right, rel=1e-6, abs=1e-9) for call in calls if not call.loose)
        for order in list(permutations(range(3)))[1:]
    )

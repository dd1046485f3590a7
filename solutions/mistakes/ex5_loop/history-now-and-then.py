"""Your history gets a loss only in some of the epochs. That is a good habit for printing, but the
history needs an entry for every epoch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for epoch in range(epochs):
        if epoch % 100 == 0:
            history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """However rarely, from the first epoch on or not: the entries that are there are right, and so are the parameters."""
    from grader.suite import agrees

    told = [call for call in calls if not call.loose]
    starts = [(every, first) for every in range(2, 201) for first in (0, every - 1)]
    return all(agrees(call.value[:2], call.right[:2]) for call in told) and any(
        all(agrees(call.value[2], call.right[2][first::every]) for call in told) for every, first in starts
    )

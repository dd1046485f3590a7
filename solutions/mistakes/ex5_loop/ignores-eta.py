"""Your learning rate is always the same, whatever the caller says. Use the `eta` that the caller
gives.

Look for a step without `eta`, for a number where `eta` should stand, or for a line inside `train`
that sets `eta` again."""

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
        w, b = update(w, b, gw, gb, 0.5)
    return w, b, history


def explains(calls, right):
    """Whatever the rate; the first step of all tells it."""
    from grader.suite import agrees

    calls = [call for call in calls if not call.loose]
    first = next(call for call in calls if call.arguments[3:] == (1,))
    eta = first.arguments[2] * first.value[1] / first.right[1]
    return eta > 0 and all(
        agrees(call.value, right("train", *call.arguments[:2], eta, *call.arguments[3:]), rel=1e-6, abs=1e-9)
        for call in calls
    )

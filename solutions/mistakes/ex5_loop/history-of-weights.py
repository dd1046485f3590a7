"""Your history holds the parameters of each epoch. Record one number in each epoch: the mean loss."""

from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append((w, b))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Before the step or after it, with the bias or without: the weights of an epoch stand in each entry."""
    from grader.suite import agrees

    told = [call for call in calls if call.arguments[3:] == (1,) and not call.loose]
    return bool(told) and all(
        agrees(call.value[:2], call.right[:2]) and any(agrees(call.value[2], [entry]) for entry in _entries(call))
        for call in told
    )


def _entries(call):
    places = ([0.0] * len(call.right[0]), 0.0), call.right[:2]
    return [entry for w, b in places for entry in (w, [w, b], [*w, b])]

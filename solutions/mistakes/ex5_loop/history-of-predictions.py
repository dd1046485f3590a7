"""Your third value is a list of predictions. Return the history: one mean loss for every epoch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, A


def explains(calls, right):
    """Those of the last epoch, or those after its step; or of all epochs, one after the other."""
    from grader.suite import agrees

    told = [call for call in calls if call.arguments[3:] == (1,) and not call.loose]
    return bool(told) and all(
        agrees(call.value[:2], call.right[:2])
        and any(agrees(call.value[2], predictions) for predictions in _predictions(call))
        for call in told
    )


def _predictions(call):
    X, n = call.arguments[0], len(call.right[0])
    return [[forward(x, w, b) for x in X] for w, b in (([0.0] * n, 0.0), call.right[:2])]

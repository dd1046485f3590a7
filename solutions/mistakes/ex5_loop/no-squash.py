"""Your steps use the sum w·x + b itself instead of the prediction. The prediction is the sigmoid of
that sum, as `forward` returns it."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        errors = [b + sum(wj * xj for wj, xj in zip(w, x)) - y for x, y in zip(X, Y)]
        gw = [sum(e * x[j] for e, x in zip(errors, X)) / len(X) for j in range(len(w))]
        gb = sum(errors) / len(X)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever is in the history: the parameters after a few epochs tell it."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    wrong = any(not agrees(call.value[:2], call.right[:2]) for call in short)
    return wrong and all(
        len(call.value[2]) == call.arguments[3]
        and agrees(call.value[:2], train(*call.arguments)[:2], rel=1e-6, abs=1e-9)
        for call in short
    )

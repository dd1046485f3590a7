"""Your steps have a factor a·(1 - a) too many. That factor belongs to the squared error. With the
loss of exercise 2 it cancels: the slope is the error times the input."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        errors = [(a - y) * a * (1 - a) for a, y in zip(A, Y)]
        gw = [sum(e * x[j] for e, x in zip(errors, X)) / len(X) for j in range(len(w))]
        gb = sum(errors) / len(X)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Doubled or not, averaged or not, whatever is in the history: the parameters after a few epochs tell it."""
    from grader.suite import agrees

    short = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    return any(
        all(
            len(call.value[2]) == call.arguments[3]
            and agrees(call.value[:2], _trained(call.arguments, factor), rel=1e-6, abs=1e-9)
            for call in short
        )
        for factor in (lambda m: 1, lambda m: 2, lambda m: m, lambda m: 2 * m)
    )


def _trained(arguments, factor):
    X, Y, eta, epochs = arguments
    return train(X, Y, eta * factor(len(X)), epochs)[:2]

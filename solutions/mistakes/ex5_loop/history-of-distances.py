"""Your history holds the distances between predictions and labels. Record the mean of the losses of
exercise 2, which `mean_loss` returns."""

from ex1_sigmoid import forward
from ex3_gradient import gradient
from ex4_update import update

WAYS = (
    lambda errors: sum(map(abs, errors)) / len(errors),
    lambda errors: sum(map(abs, errors)),
    lambda errors: sum(errors) / len(errors),
    lambda errors: sum(errors),
)

def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(sum(abs(forward(x, w, b) - y) for x, y in zip(X, Y)) / len(X))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """With their signs or without, averaged or summed."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and call.arguments[3] < 20 and not call.loose]
    if not all(agrees(call.value[:2], call.right[:2]) and len(call.value[2]) == call.arguments[3] for call in told):
        return False
    return any(all(agrees(call.value[2], _entries(call, right, of), rel=1e-6) for call in told) for of in WAYS)


def _entries(call, right, of):
    X, Y, eta, epochs = call.arguments
    entries = []
    for steps in range(epochs):
        w, b, _ = right("train", X, Y, eta, steps)
        entries.append(of([forward(x, w, b) - y for x, y in zip(X, Y)]))
    return entries

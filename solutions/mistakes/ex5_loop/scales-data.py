"""Your code scales the data before the training. That can help, but here the weights must fit the
data as the caller gave them."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    largest = max(abs(v) for x in X for v in x)
    X = [[v / largest for v in x] for x in X]
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """In whichever of the usual ways; all data count where they are not scaled already."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    told = [call for call in told if len(call.arguments[0]) > 2]
    wrong = any(not agrees(call.value[:2], call.right[:2]) for call in told)
    return wrong and any(
        all(agrees(call.value[:2], _on(call, way, right), rel=1e-6, abs=1e-9) for call in told) for way in WAYS
    )


def _on(call, way, right):
    X, Y, eta, epochs = call.arguments
    columns = [way(column) for column in zip(*X)]
    return right("train", [list(x) for x in zip(*columns)], Y, eta, epochs)[:2]


def _centred(column):
    mean = sum(column) / len(column)
    return [v - mean for v in column]


def _standardised(column, less=0):
    centred = _centred(column)
    spread = (sum(v * v for v in centred) / (len(column) - less)) ** 0.5 or 1.0
    return [v / spread for v in centred]


def _between(column):
    low, high = min(column), max(column)
    return [(v - low) / (high - low or 1.0) for v in column]


def _by_largest(column):
    return [v / (max(map(abs, column)) or 1.0) for v in column]


WAYS = (_centred, _standardised, lambda column: _standardised(column, 1), _between, _by_largest)

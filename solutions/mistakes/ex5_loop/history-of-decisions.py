"""Your history shows only how many decisions are wrong. Record the mean loss of the predictions
themselves. It still falls when every decision is right.

Does your code round the predictions, or compare them with 0.5, before it computes the loss?"""

from ex1_sigmoid import forward
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        wrong = sum((forward(x, w, b) > 0.5) != (y == 1) for x, y in zip(X, Y))
        history.append(wrong / len(X))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Counted, or as the loss of rounded predictions: an entry depends on their number or share alone."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    if not all(agrees(call.value[:2], call.right[:2]) and len(call.value[2]) == call.arguments[3] for call in told):
        return False
    ways = [(from_half, counted) for from_half in (False, True) for counted in (False, True)]
    return any(_on_a_line(told, right, *way) for way in ways)


def _on_a_line(calls, right, from_half, counted):
    entries = {}
    for call in calls:
        X, Y, eta, _ = call.arguments
        for steps, entry in enumerate(call.value[2]):
            w, b, _ = right("train", X, Y, eta, steps)
            said = [forward(x, w, b) for x in X]
            wrong = sum((a >= 0.5 if from_half else a > 0.5) != y for a, y in zip(said, Y))
            wrong /= 1 if counted else len(Y)
            entries.setdefault(round(wrong, 9), []).append(entry)
    (least, low), *_, (most, high) = sorted((share, them[0]) for share, them in entries.items())
    slope = (high - low) / (most - least)
    return slope != 0 and all(
        abs(entry - low - slope * (share - least)) < 1e-5 * (abs(slope) + 1)
        for share, them in entries.items()
        for entry in them
    )

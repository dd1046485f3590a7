"""Your training always runs the same number of epochs, whatever the caller says. Let the loop run
as often as `epochs` says.

Look for a number where `epochs` should stand, or for a line inside `train` that sets `epochs`
again."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(300):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever their number: the history tells it, unless it was cut to measure."""
    calls = [call for call in calls if not call.loose]
    lengths = {len(call.value[2]) for call in calls}
    epochs = lengths.pop() if len(lengths) == 1 else 2000
    if not 0 < epochs <= 10_000:
        return False
    # so many epochs take their time: a few calls will do
    few = [call for call in calls if len(call.arguments) == 4 and len(call.arguments[0]) < 6][: max(1, 8000 // epochs)]
    return all(_ran(call, right("train", *call.arguments[:3], epochs)) for call in few[:4])


def _ran(call, whole):
    from grader.suite import agrees

    *parameters, history = call.value
    return agrees(parameters, whole[:2], rel=1e-6, abs=1e-9) and agrees(history, whole[2][: len(history)])

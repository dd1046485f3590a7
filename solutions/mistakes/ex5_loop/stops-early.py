"""Your training stops before the last epoch. Run every epoch: the caller decides how many there
are.

Look for a `break`, for a `return` inside the loop, or for a second condition in a `while`."""

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
        if history[-1] < 0.1:
            break
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """For whatever reason: each history is right as far as it goes, and the parameters are those of that place."""
    wrong = [call for call in calls if not (call.passed or call.loose)]
    if all(len(call.arguments) == 2 and len(call.value[2]) % 100 == 0 for call in wrong):
        return False  # it may be another default
    if not any(len(call.value[2]) < len(call.right[2]) for call in wrong):
        return False  # it may be that only the last step is missing
    return any(len(call.value[2]) > 1 for call in calls) and all(_begins(call, right) for call in wrong)


def _begins(call, right):
    from grader.suite import agrees

    *parameters, history = call.value
    done = len(history)
    if not 0 < done <= len(call.right[2]) or not agrees(history, call.right[2][:done]):
        return False
    X, Y, eta = (*call.arguments, 0.5)[:3]
    # it stopped after a step, or before one
    places = [right("train", X, Y, eta, steps)[:2] for steps in (done, done - 1)]
    return any(agrees(parameters, place, rel=1e-6, abs=1e-9) for place in places)

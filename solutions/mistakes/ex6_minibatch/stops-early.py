"""Your training stops before the last epoch. Run every epoch: the caller decides how many there
are.

Look for a `break`, for a `return` inside the loop, or for a second condition in a `while`."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    return [(X[i : i + size], Y[i : i + size]) for i in range(0, len(X), size)]


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        if len(history) > 1 and abs(history[-2] - history[-1]) < 1e-6:
            break
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the reason: each history is right as far as it goes, and the parameters are those of that place."""
    from grader.suite import agrees

    short = False
    for call in calls:
        if call.passed or call.loose or call.function != "train_minibatch":
            continue
        *parameters, history = call.value
        done, full = len(history), call.right[-1]
        if not 0 < done <= len(full) or not agrees(history, full[:done]):
            return False
        short = short or done < len(full)
        arguments = list(call.arguments)
        places = []
        for steps in (done, done - 1):  # it stopped after a step, or before one
            arguments[3] = steps
            places.append(right("train_minibatch", *arguments)[:-1])
        if not any(agrees(parameters, place, rel=1e-6, abs=1e-9) for place in places):
            return False
    return short

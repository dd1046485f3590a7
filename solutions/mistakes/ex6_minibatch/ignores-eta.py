"""Your learning rate is always the same, whatever the caller says. Use the `eta` that the caller
gives.

Look for a number where `eta` should stand, or for a line that sets `eta` again."""

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
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, 0.5)
    return w, b, history


def explains(calls, right):
    """Whatever the rate: a first step of one batch tells it."""
    from grader.suite import agrees

    told = [call for call in calls if call.function == "train_minibatch" and not call.loose]
    first = next(call for call in told if call.arguments[3] == 2)
    X, Y, _, epochs, size = first.arguments
    (w,), b, (_, second) = first.value
    for eta in [n / 1000 for n in range(1, 2001)]:
        if agrees(right("train_minibatch", X, Y, eta, epochs, size)[2][1], second):
            return all(
                agrees(call.value, right("train_minibatch", *call.arguments[:2], eta, *call.arguments[3:]), rel=1e-6)
                for call in told
            )
    return False

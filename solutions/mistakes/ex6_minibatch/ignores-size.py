"""Your batches always have the same size, whatever the caller says. Use the `size` that the caller
gives.

Look for a number where `size` should stand."""

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
        for Xb, Yb in batches(X, Y, 2):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the size, in the batches, in the training, or in both: one number is behind every answer."""
    from grader.suite import agrees

    told = [call for call in calls if not call.loose]
    for size in range(1, 33):
        fixed, wrong = set(), set()
        for call in told:
            answer = right(call.function, *call.arguments[:-1], size)
            fixed |= {call.function} if not agrees(call.value, answer, rel=1e-6, abs=1e-9) else set()
            wrong |= {call.function} if not agrees(call.value, call.right) else set()
        if wrong and not fixed & wrong:
            return True
    return False

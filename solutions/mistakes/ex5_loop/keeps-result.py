"""Your function returns the result of an earlier call again, although the arguments are different.
Compute the result from the arguments of each call.

Does your code store results? Then every argument belongs to the key: all of X, all of Y, `eta` and
`epochs`."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

results = {}


def train(X, Y, eta=0.5, epochs=2000):
    key = len(X), len(X[0]), eta, epochs
    if key in results:
        return results[key]
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    results[key] = w, b, history
    return w, b, history


def explains(calls, right):
    """Whatever it keeps results by: every wrong answer is the right one of an earlier call."""
    from grader.suite import agrees

    before, repeated = [], 0
    for call in calls:
        if not agrees(call.value, call.right) and not call.loose:
            if not any(agrees(call.value, earlier) for earlier in before):
                return False
            repeated += 1
        before.append(call.right)
    return repeated > 0

"""All your steps are too long, or all are too short, by the same factor. Does your code take each
step twice, or multiply the slopes by a number such as 2 or 0.5?"""

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
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, 2 * eta)
    return w, b, history


def explains(calls, right):
    """Whatever the factor: the first step of all tells it."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    first = next(call for call in told if call.arguments[3] == 1)
    factor = first.value[1] / first.right[1]
    return factor > 0 and abs(factor - 1) > 1e-6 and all(
        len(call.value[2]) == call.arguments[3] and agrees(call.value[:2], _scaled(call, factor, right), rel=1e-6)
        for call in told
    )


def _scaled(call, factor, right):
    X, Y, eta, epochs = call.arguments
    return right("train", X, Y, factor * eta, epochs)[:2]

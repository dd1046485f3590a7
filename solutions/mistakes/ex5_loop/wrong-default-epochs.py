"""Your training is right when the caller says how many epochs to run. Without that number 2000
epochs should run, and yours runs another number.

Look at the default value in the line with `def`, and for your own limit in the loop."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=1000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the number, if it is a round one: another would have come of what was learnt."""
    from grader.suite import agrees

    wrong = [call for call in calls if not (call.passed or call.loose)]
    epochs = len(wrong[0].value[2])
    return (
        epochs % 100 == 0
        and 0 < epochs <= 5000
        and all(len(call.arguments) == 2 for call in wrong)
        and all(agrees(call.value, right("train", *call.arguments, 0.5, epochs), rel=1e-6, abs=1e-9) for call in wrong)
    )

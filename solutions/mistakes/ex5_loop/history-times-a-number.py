"""Every entry of your history is the right loss times the same number. Is a minus sign wrong, or
does your code use another logarithm than `math.log`? Record what `mean_loss` returns."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(-mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the number, if it is the same for all data."""
    from grader.suite import agrees

    told = [call for call in calls if not call.loose]
    factor = told[0].value[2][0] / told[0].right[2][0]
    return abs(factor - 1) > 1e-6 and all(
        agrees(call.value[:2], call.right[:2])
        and agrees(call.value[2], [factor * entry for entry in call.right[2]], rel=1e-6)
        for call in told
    )

"""You use the rule of the perceptron. It uses decisions, 0 or 1, instead of predictions, and takes
a step after each example. Use the predictions themselves, and one step for each epoch."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        w, b = _one_epoch(X, Y, w, b, eta, True)
    return w, b, history


def _one_epoch(X, Y, w, b, eta, from_half):
    for x, y in zip(X, Y):
        t = sum(wj * xj for wj, xj in zip(w, x)) + b
        step = eta * (y - (t >= 0 if from_half else t > 0))
        w = [wj + step * xj for wj, xj in zip(w, x)]
        b += step
    return w, b


def explains(calls, right):
    """With 1 or 0 at one half, and whatever history."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and call.arguments[3] > 0 and not call.loose]
    for from_half in (True, False):
        wrong = 0
        for call in told:
            X, Y, eta, epochs = call.arguments
            w, b = [0.0] * len(X[0]), 0.0
            for _ in range(epochs):
                w, b = _one_epoch(X, Y, w, b, eta, from_half)
            if not agrees(call.value[:2], (w, b), abs=1e-9):
                break
            wrong += not agrees(call.value[:2], call.right[:2])
        else:
            return wrong > 0
    return False

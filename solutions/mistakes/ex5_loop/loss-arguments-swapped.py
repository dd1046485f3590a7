"""The entries of your history come from `mean_loss` with its arguments swapped. The predictions
come first, the labels second."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss(Y, [forward(x, w, b) for x in X]))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever guards the logarithm: an entry is then the mean distance of prediction and label, times that guard's."""
    from grader.suite import agrees

    factor = 0.0
    for call in calls:
        X, Y, eta, epochs = (*call.arguments, 0.5, 2000)[:4] if len(call.arguments) == 2 else call.arguments
        if epochs > 20 or call.loose:
            continue
        *parameters, history = call.value
        if not agrees(parameters, call.right[:2]) or len(history) != epochs:
            return False
        for steps, entry in enumerate(history):
            w, b, _ = right("train", X, Y, eta, steps)
            distance = sum(abs(forward(x, w, b) - y) for x, y in zip(X, Y)) / len(Y)
            factor = factor or entry / distance
            if factor < 10 or not agrees(entry, factor * distance, rel=1e-5):
                return False
    return factor > 10

"""Only your first batch is right. A slice needs the place where it starts and the place where it
ends: `X[start : start + size]`."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    return [(X[i:size], Y[i:size]) for i in range(0, len(X), size)]


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            gw, gb = gradient(Xb, Yb, w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Cut right or not in the training: in `batches` every slice ends at the size."""
    from grader.suite import agrees

    told = [call for call in calls if call.function == "batches" and not call.loose]
    return any(not agrees(call.value, call.right) for call in told) and all(
        agrees(call.value, batches(*call.arguments)) for call in told
    )

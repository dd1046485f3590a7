"""Your training depends on earlier calls. Does something stay from call to call, such as the weights
or the bias? Set both to zero inside `train`, before the loop."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

kept = {"b": 0.0}


def train(X, Y, eta=0.5, epochs=2000):
    w, b = [0.0] * len(X[0]), kept["b"]
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    kept["b"] = b
    return w, b, history


def explains(calls, right):
    """Whatever stays: the first call is right, later ones are not, and where no step is taken it does not end at zero."""
    from grader.suite import agrees

    before, moved = [], False
    for call in calls:
        if not agrees(call.value[:2], call.right[:2]):
            stays = min(call.arguments[2:], default=1) < 1e-9  # no step: it ends where the call before did
            if not before or (not stays and any(agrees(call.value[:2], earlier) for earlier in before)):
                return False
            moved |= stays
        before.append(call.value[:2])
    return moved and agrees(calls[0].value[:2], calls[0].right[:2])

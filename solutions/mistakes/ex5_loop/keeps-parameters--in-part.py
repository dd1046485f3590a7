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
    """Whatever stays: the first call is right, and the same question has another answer later, which is no earlier one."""
    from grader.suite import agrees

    answers, before, changed = {}, [], False
    for call in calls:
        if not agrees(call.value[:2], call.right[:2]):
            if not before or any(agrees(call.value[:2], earlier) for earlier in before):
                return False
        known = answers.setdefault(repr(call.arguments), call.value[:2])
        changed |= not agrees(call.value[:2], known)
        before.append(call.value[:2])
    return changed and agrees(calls[0].value[:2], calls[0].right[:2])

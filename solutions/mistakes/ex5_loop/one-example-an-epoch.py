"""Each of your epochs uses only one example. An epoch uses all of them: one gradient over all
examples, then one step."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for epoch in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        i = epoch % len(X)
        gw, gb = gradient([X[i]], [Y[i]], w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Whichever it is: after one epoch the parameters are a step along the gradient of a single example."""
    from grader.suite import agrees

    told = [
        call
        for call in calls
        if call.arguments[3:] == (1,) and len(call.arguments[0]) > 2 and call.arguments[2] > 1e-6 and not call.loose
    ]
    return len(told) > 1 and all(
        any(
            agrees(call.value[:2], right("train", [x], [y], call.arguments[2], 1)[:2])
            for x, y in zip(*call.arguments[:2], strict=True)
        )
        for call in told
    )

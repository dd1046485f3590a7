"""Your steps keep some of the speed of the steps before. That is called momentum. Here each step is
only the learning rate times the slope."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    vw = [0.0] * len(w)
    vb = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        vw = [0.9 * v + g for v, g in zip(vw, gw)]
        vb = 0.9 * vb + gb
        w, b = update(w, b, vw, vb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever part of the speed is kept, with the rate in the speed or not: the second step of all tells it."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and 0 < call.arguments[3] < 20 and not call.loose]
    first = next(call for call in told if call.arguments[3] == 2)
    _, start, _ = right("train", *first.arguments[:3], 1)
    part = (first.value[1] - first.right[1]) / start
    return 0 < part < 1 and all(
        len(call.value[2]) == call.arguments[3]
        and agrees(call.value[:2], _with_speed(*call.arguments, part), rel=1e-6, abs=1e-9)
        for call in told
    )


def _with_speed(X, Y, eta, epochs, part):
    w, b = [0.0] * len(X[0]), 0.0
    vw, vb = w, b
    for _ in range(epochs):
        gw, gb = gradient(X, Y, w, b)
        vw, vb = [part * v + g for v, g in zip(vw, gw)], part * vb + gb
        w, b = update(w, b, vw, vb, eta)
    return w, b

"""Your learning rate becomes smaller from epoch to epoch. That has its uses, but here the rate
stays what the caller says."""

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
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta / (1 + epoch))
    return w, b, history


def explains(calls, right):
    """Whatever the rule: the second step is shorter than the rate of the first would make it, by one factor for all data."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and call.arguments[2] and not call.loose]
    first = [call for call in told if call.arguments[3] == 1]
    start = first[0].value[1] / first[0].right[1]
    factors = [factor for call in told if call.arguments[3] == 2 for factor in _factors(call, start, right)]
    return (
        len(factors) > 2
        and 0 < start < 1 + 1e-9
        and 1e-6 < factors[0] < 1 - 1e-6
        and agrees(factors, [factors[0]] * len(factors), rel=1e-6)
        and all(len(call.value[2]) == call.arguments[3] for call in told)
        and all(agrees(call.value[:2], right("train", *_scaled(call, start))[:2]) for call in first)
    )


def _scaled(call, start):
    X, Y, eta, epochs = call.arguments
    return X, Y, start * eta, epochs


def _factors(call, start, right):
    """Give for each parameter by what the second step is longer than it is with the rate of the first."""
    X, Y, eta, epochs = _scaled(call, start)
    once, twice = (right("train", X, Y, eta, n)[:2] for n in (1, 2))
    for value, one, two in zip(*([*w, b] for w, b in (call.value[:2], once, twice))):
        if abs(two - one) > 1e-6:
            yield (value - one) / (two - one)

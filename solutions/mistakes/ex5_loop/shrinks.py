"""Your weights come out closer to 0 than the steps alone would bring them, as with regularization.
Here a step is the learning rate times the slope of the mean loss, and nothing else."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, [g + 0.01 * wj for g, wj in zip(gw, w)], gb, eta)
    return w, b, history


def explains(calls, right):
    """Whatever the share of the weights in their slopes: the second step tells it, the same for all weights and all data."""
    from grader.suite import agrees

    told = [call for call in calls if len(call.arguments) == 4 and call.arguments[2] and not call.loose]
    first = [call for call in told if call.arguments[3] == 1]
    second = [call for call in told if call.arguments[3] == 2]
    kept = (
        all(len(call.value[2]) == call.arguments[3] for call in told)
        and all(agrees(call.value[:2], call.right[:2]) for call in first)
        and all(agrees(call.value[1], call.right[1]) for call in second)
    )
    ways = ([share for call in second for share in _shares(call, right, by_rate)] for by_rate in (True, False))
    return kept and any(
        len(shares) > 2 and shares[0] > 1e-9 and agrees(shares, [shares[0]] * len(shares), rel=1e-5) for shares in ways
    )


def _shares(call, right, by_rate):
    """Give for each weight what part of it the second step takes away; `by_rate`: for a learning rate of 1."""
    X, Y, eta, _ = call.arguments
    start = right("train", X, Y, eta, 1)[0]
    for value, wanted, weight in zip(call.value[0], call.right[0], start):
        if abs(weight) > 1e-3:
            yield (wanted - value) / weight / (eta if by_rate else 1)

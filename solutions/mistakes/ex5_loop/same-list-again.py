"""Your results are right, but a later call changes a list that an earlier call returned. Is one
list made outside the function and used in every call? Make new lists in every call."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

history = []


def train(X, Y, eta=0.5, epochs=2000):
    history.clear()
    w = [0.0] * len(X[0])
    b = 0.0
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """Every result was right when it came, and a later call changed one."""
    return all(call.passed for call in calls) and any(call.changed_earlier for call in calls)

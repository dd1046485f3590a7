"""Your training learns AND, whatever the labels say. Take the labels from Y.

Does your code write down its own labels, or compute them from the inputs?"""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    Y = [0, 0, 0, 1]
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X[:4]], Y))
        gw, gb = gradient(X[:4], Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


def explains(calls, right):
    """However it comes by them: on the four corners it learns AND, and the labels there were not those of AND."""
    from grader.suite import agrees

    labels = [0, 0, 0, 1]
    told = [call for call in calls if len(call.arguments[0]) == 4 and not call.loose]
    gates = [call for call in told if sorted(map(list, call.arguments[0])) == [[0, 0], [0, 1], [1, 0], [1, 1]]]
    others = [call for call in gates if list(call.arguments[1]) != labels and call.arguments[3] > 1]
    return len(others) > 1 and all(
        agrees(call.value[:2], right("train", call.arguments[0], labels, *call.arguments[2:])[:2]) for call in others
    )

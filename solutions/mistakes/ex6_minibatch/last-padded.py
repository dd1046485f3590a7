"""You fill up the last batch with examples that are used already. The last batch may be shorter."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    result = []
    for i in range(0, len(X), size):
        places = [j % len(X) for j in range(i, i + size)]
        result.append(([X[j] for j in places], [Y[j] for j in places]))
    return result


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
    """Whichever examples fill it up: a last batch of full size, that begins as the right one does."""
    told = [call for call in calls if call.function == "batches" and not call.loose]
    wrong = [call for call in told if list(map(_plain, call.value)) != list(map(_plain, call.right))]
    return bool(wrong) and all(
        list(map(_plain, call.value[:-1])) == list(map(_plain, call.right[:-1]))
        and len(call.value[-1][0]) == len(call.value[-1][1]) == call.arguments[2] > len(call.right[-1][0])
        and _plain(call.value[-1])[0][: len(call.right[-1][0])] == _plain(call.right[-1])[0]
        for call in wrong
    )


def _plain(batch):
    return [list(map(list, batch[0])), list(batch[1])]

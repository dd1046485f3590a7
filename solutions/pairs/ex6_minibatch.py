"""The parts of the mini-batches, each right or as a known mistake has it: so two mistakes at once can be recognised."""

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

PARTS = {
    "starts": {
        "": lambda m, size: range(0, m, size),
        "drops-the-rest": lambda m, size: range(0, m - size + 1, size),
        "overlapping--to-the-end": lambda m, size: range(m),
    },
    "noted": {
        "": lambda A, Y: mean_loss(A, Y),
        "history-of-sums": lambda A, Y: mean_loss(A, Y) * len(Y),
    },
    "when": {"": True, "history-after": False},
    "count": {
        "": lambda epochs: epochs,
        "one-epoch-short": lambda epochs: max(epochs - 1, 0),
        "one-epoch-long": lambda epochs: epochs + 1,
    },
    "seen": {"": lambda part, whole: part, "full-batch--every-step": lambda part, whole: whole},
    "step": {"": lambda eta: eta, "ascends": lambda eta: -eta},
}


def assemble(starts, noted, when, count, seen, step):
    def batches(X, Y, size):
        return [(X[i : i + size], Y[i : i + size]) for i in starts(len(X), size)]

    def train_minibatch(X, Y, eta, epochs, size):
        w, b, history = [0.0] * len(X[0]), 0.0, []
        for _ in range(count(epochs)):
            before = noted([forward(x, w, b) for x in X], Y)
            for part in batches(X, Y, size):
                gw, gb = gradient(*seen(part, (X, Y)), w, b)
                w, b = update(w, b, gw, gb, step(eta))
            history.append(before if when else noted([forward(x, w, b) for x in X], Y))
        return w, b, history

    return {"batches": batches, "train_minibatch": train_minibatch}

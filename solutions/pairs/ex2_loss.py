"""The parts of loss and mean_loss, each right or as a known mistake has it: so two mistakes at once can be recognised."""

import math

EDGE = 1e-12

PARTS = {
    "sign": {"": -1, "negative-loss": 1},
    "log": {"": math.log, "log-base": math.log10, "log-base--two": math.log2},
    "terms": {
        "": lambda log, a, y: y * log(a) + (1 - y) * log(1 - a),
        "one-term": lambda log, a, y: y * log(a),
        "one-term--whatever-the-label": lambda log, a, y: log(a),
        "other-term-only": lambda log, a, y: (1 - y) * log(1 - a),
        "swapped-terms": lambda log, a, y: y * log(1 - a) + (1 - y) * log(a),
        "squared-error": lambda log, a, y: -((a - y) ** 2),
        "absolute-error": lambda log, a, y: -abs(a - y),
    },
    "mean": {
        "": lambda losses: sum(losses) / len(losses),
        "sum-for-mean": sum,
        "halved-mean": lambda losses: sum(losses) / len(losses) / 2,
        "first-only": lambda losses: losses[0] / len(losses),
        "last-only": lambda losses: losses[-1] / len(losses),
        "skips-first": lambda losses: sum(losses[1:]) / len(losses),
        "skips-last": lambda losses: sum(losses[:-1]) / len(losses),
    },
}


def assemble(sign, log, terms, mean):
    def loss(a, y):
        a = min(max(a, EDGE), 1 - EDGE)
        return sign * terms(log, a, y)

    def mean_loss(A, Y):
        return mean([loss(a, y) for a, y in zip(A, Y)])

    return {"loss": loss, "mean_loss": mean_loss}

"""The parts of loss and mean_loss, each right or as a known mistake has it: so two mistakes at once can be recognised."""

import math

EDGE = 1e-12

PARTS = {
    "sign": {"": -1, "negative-loss": 1},
    "log": {"": math.log, "log-base": math.log10, "log-base--two": math.log2},
    "terms": {"": lambda yes, no, a, y: y * yes(a) + (1 - y) * no(1 - a), "one-term": lambda yes, no, a, y: y * yes(a)},
    "mean": {"": lambda m: m, "sum-for-mean": lambda m: 1},
}


def assemble(sign, log, terms, mean):
    def loss(a, y):
        a = min(max(a, EDGE), 1 - EDGE)
        return sign * terms(log, log, a, y)

    def mean_loss(A, Y):
        return sum(loss(a, y) for a, y in zip(A, Y)) / mean(len(A))

    return {"loss": loss, "mean_loss": mean_loss}

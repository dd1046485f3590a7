import math


def sigmoid(*args, **kwargs):
    (t,) = args
    return 1 / (1 + math.exp(-t))


def forward(*args):
    x, w, b = args
    return sigmoid(sum([p * q for p, q in zip(x, w)], b))

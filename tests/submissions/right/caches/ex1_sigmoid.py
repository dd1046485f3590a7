import math
from functools import cache, lru_cache


@lru_cache(maxsize=1000)
def sigmoid(t):
    return 1 / (1 + math.exp(-t))


@cache
def _forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)


def forward(x, w, b):
    return _forward(tuple(x), tuple(w), b)

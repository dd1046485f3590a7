import math
from numbers import Real


def sigmoid(t):
    if not isinstance(t, Real):
        raise TypeError("t must be a number")
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    assert len(x) == len(w), "as many weights as inputs"
    assert len(x) > 0
    a = sigmoid(sum(p * q for p, q in zip(x, w)) + b)
    assert 0 <= a <= 1
    return a

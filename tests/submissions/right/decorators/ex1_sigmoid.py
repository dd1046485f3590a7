import functools
import math


def as_floats(f):
    @functools.wraps(f)
    def wrapper(*args):
        return float(f(*args))

    return wrapper


@as_floats
def sigmoid(t):
    return 1 / (1 + math.exp(-t))


@as_floats
def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)

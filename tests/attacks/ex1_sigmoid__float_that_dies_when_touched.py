# attack: float that dies when touched
# class: control
# expect: full marks: a right float inside a subclass whose methods all raise; the plain number inside counts
import math


def right_sigmoid(t):
    return 1 / (1 + math.exp(-t)) if t > -700 else 0.0


def right_forward(x, w, b):
    return right_sigmoid(sum(p * q for p, q in zip(x, w)) + b)


class Shy(float):
    def __getattribute__(self, name):
        raise SystemExit(name)

    __float__ = __eq__ = __hash__ = __repr__ = __reduce__ = None


def sigmoid(t):
    return Shy(right_sigmoid(t))


def forward(x, w, b):
    return Shy(right_forward(x, w, b))

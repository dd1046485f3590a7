# attack: loud and slow but right
# class: control
# expect: full marks: prints in every call, a global cache, a class, a lambda
from ex1_sigmoid import forward

CACHE = {}


class Sum:
    def __init__(self):
        self.total = 0.0

    def add(self, x):
        self.total += x


def gradient(X, Y, w, b):
    print("gradient of", len(X), "examples")
    CACHE[len(CACHE)] = (list(w), b)
    parts = [Sum() for _ in w]
    bias = Sum()
    error = lambda x, y: forward(x, w, b) - y
    for x, y in zip(X, Y):
        bias.add(error(x, y))
        for part, xj in zip(parts, x):
            part.add(error(x, y) * xj)
    return tuple(p.total / len(X) for p in parts), bias.total / len(X)

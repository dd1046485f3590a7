import math
from dataclasses import asdict, dataclass


@dataclass
class Params:
    W1: list
    b1: list
    W2: list
    b2: float

    @classmethod
    def zeros(cls):
        return cls([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0], [0.0, 0.0], 0.0)

    def moved(self, grads, eta):
        def go(p, g):
            return [go(pi, gi) for pi, gi in zip(p, g)] if isinstance(p, (list, tuple)) else p - eta * g

        return Params(**{k: go(v, getattr(grads, k)) for k, v in vars(self).items()})


def squash(t):
    return 1 / (1 + math.exp(-t))


def answer(x, p):
    h = [squash(p.W1[k][0] * x[0] + p.W1[k][1] * x[1] + p.b1[k]) for k in (0, 1)]
    return h, squash(p.W2[0] * h[0] + p.W2[1] * h[1] + p.b2)


def slopes(X, Y, p):
    g = Params.zeros()
    for x, y in zip(X, Y):
        h, a = answer(x, p)
        d = (a - y) / len(X)
        g.b2 += d
        for k in (0, 1):
            g.W2[k] += d * h[k]
            dk = d * p.W2[k] * h[k] * (1 - h[k])
            g.b1[k] += dk
            g.W1[k][0] += dk * x[0]
            g.W1[k][1] += dk * x[1]
    return g


def forward(x, params):
    return answer(x, Params(**params))


def backprop(X, Y, params):
    return asdict(slopes(X, Y, Params(**params)))


def train(X, Y, params, eta, epochs):
    p, history = Params(**params), []
    for _ in range(epochs):
        losses = []
        for x, y in zip(X, Y):
            _, a = answer(x, p)
            losses.append(-math.log(a) if y == 1 else -math.log(1 - a))
        history.append(sum(losses) / len(losses))
        p = p.moved(slopes(X, Y, p), eta)
    return asdict(p), history

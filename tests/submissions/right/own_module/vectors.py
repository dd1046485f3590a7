"""Little helpers that several exercises share."""


def dot(u, v):
    return sum(p * q for p, q in zip(u, v))


def plus(u, v):
    return [p + q for p, q in zip(u, v)]


def times(k, v):
    return [k * p for p in v]

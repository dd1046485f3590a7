import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t)) if t >= 0 else 1 - sigmoid(-t)


def dot(u, v):
    if not u:
        return 0.0
    return u[0] * v[0] + dot(u[1:], v[1:])


def forward(x, w, b):
    return sigmoid(dot(x, w) + b)

import math

memo = {}


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    key = tuple(x), tuple(w)
    if key not in memo:
        memo[key] = sigmoid(sum(p * q for p, q in zip(x, w)) + b)
    return memo[key]

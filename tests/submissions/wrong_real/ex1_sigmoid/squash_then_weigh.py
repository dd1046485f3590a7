import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    acts = []
    for xi in x:
        acts.append(sigmoid(xi))
    total = b
    for a, wi in zip(acts, w):
        total += a * wi
    return sigmoid(total)

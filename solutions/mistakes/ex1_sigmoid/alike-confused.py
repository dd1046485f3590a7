"""When two inputs are equal, both get the weight of the first one. Do you look up a position with
`index`? It always finds the first equal value. Go through inputs and weights side by side, with
`zip(x, w)`."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = b
    for xj in x:
        t += w[x.index(xj)] * xj
    return sigmoid(t)

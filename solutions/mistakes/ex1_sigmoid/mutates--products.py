"""Your neuron overwrites the caller's inputs with the products. The next call with that list finds
other numbers in it. Add the products up as they come, or keep them in a new list."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    for j in range(len(w)):
        x[j] *= w[j]
    return sigmoid(sum(x) + b)

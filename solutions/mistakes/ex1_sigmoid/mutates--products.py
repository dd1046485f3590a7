"""Your neuron writes its products into the caller's list of inputs. The next call with that list
finds other numbers there; keep the products to yourself."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    for j in range(len(w)):
        x[j] *= w[j]
    return sigmoid(sum(x) + b)

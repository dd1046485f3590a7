"""Your neuron divides the sum of the products by the number of inputs. Only add the products."""

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    t = sum(wj * xj for xj, wj in zip(x, w)) / len(x)
    return sigmoid(t + b)

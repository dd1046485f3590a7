import math
from collections import namedtuple

Neuron = namedtuple("Neuron", "w b")


def sigmoid(t):
    return math.exp(t) / (1 + math.exp(t)) if t < 0 else 1 / (1 + math.exp(-t))


def answer(neuron, x):
    total = 0
    for position in range(len(neuron.w)):
        total = total + neuron.w[position] * x[position]
    return sigmoid(total + neuron.b)


def forward(x, w, b):
    return answer(Neuron(w, b), x)

import math


class Neuron:
    def __init__(self, w, b):
        self.w = list(w)
        self.b = b

    def weighted_sum(self, x):
        return sum(wj * xj for wj, xj in zip(self.w, x)) + self.b

    def __call__(self, x):
        return self.activation(self.weighted_sum(x))

    @staticmethod
    def activation(t):
        return 1 / (1 + math.exp(-t))


def sigmoid(t):
    return Neuron.activation(t)


def forward(x, w, b):
    return Neuron(w, b)(x)

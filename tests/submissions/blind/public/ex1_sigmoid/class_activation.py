import math

class Perceptron:
    def __init__(self, weights, bias):
        self.weights = weights
        self.bias = bias

    def net_input(self, x):
        return sum([w * v for w, v in zip(self.weights, x)]) + self.bias

    def activate(self, x):
        return sigmoid(self.net_input(x))

def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))

def forward(x, w, b):
    p = Perceptron(w, b)
    return p.activate(x)

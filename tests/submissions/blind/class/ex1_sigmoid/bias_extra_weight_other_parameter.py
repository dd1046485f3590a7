import math

class Neuron:
    def __init__(self, weights, bias):
        self.weights = [bias] + list(weights)

    def fire(self, inputs):
        inputs = [1] + list(inputs)
        return sigmoid(sum(i * w for i, w in zip(inputs, self.weights)))

def sigmoid(z):
    return 1 / (1 + math.exp(-z))

def forward(inputs, weights, bias):
    return Neuron(weights, bias).fire(inputs)

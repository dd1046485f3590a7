import math
import operator

class Neuron(object):
    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias
    def __call__(self, inputs):
        return sigmoid(sum(map(operator.mul, self.weights, inputs), self.bias))

sigmoid = lambda t: math.pow(1.0 + math.exp(-t), -1)

def forward(x, w, b):
    return Neuron(w, b)(x)

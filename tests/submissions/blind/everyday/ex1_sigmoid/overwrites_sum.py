import math

class Neuron:
    def __init__(self, w, b):
        self.w = w
        self.b = b
    def activate(self, x):
        for i in range(len(x)):
            z = self.w[i] * x[i]
        z += self.b
        return sigmoid(z)

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    n = Neuron(w, b)
    return n.activate(x)

import math

class Neuron(object):
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def net(self, x):
        return sum([wi * xi for wi, xi in zip(self.w, x)]) + self.b

    def output(self, x):
        z = self.net(x)
        sigmoid(z)
        return z

def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))

def forward(x, w, b):
    return Neuron(w, b).output(x)

from ex1_sigmoid import Neuron


class Gradient:
    def __init__(self, size):
        self.gw = [0.0] * size
        self.gb = 0.0
        self.count = 0

    def add(self, error, x):
        for j, xj in enumerate(x):
            self.gw[j] += error * xj
        self.gb += error
        self.count += 1

    @property
    def mean(self):
        return [g / self.count for g in self.gw], self.gb / self.count


def gradient(X, Y, w, b):
    neuron = Neuron(w, b)
    g = Gradient(len(w))
    for x, y in zip(X, Y):
        g.add(neuron(x) - y, x)
    return g.mean

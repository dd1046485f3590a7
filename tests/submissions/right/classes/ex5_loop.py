from ex1_sigmoid import Neuron
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


class Trainer:
    def __init__(self, X, Y, eta):
        self.X, self.Y, self.eta = X, Y, eta
        self.w, self.b = [0.0 for _ in X[0]], 0.0
        self.history = []

    def epoch(self):
        neuron = Neuron(self.w, self.b)
        self.history.append(mean_loss([neuron(x) for x in self.X], self.Y))
        self.w, self.b = update(self.w, self.b, *gradient(self.X, self.Y, self.w, self.b), self.eta)

    def run(self, epochs):
        for _ in range(epochs):
            self.epoch()
        return self.w, self.b, self.history


def train(X, Y, eta=0.5, epochs=2000):
    return Trainer(X, Y, eta).run(epochs)

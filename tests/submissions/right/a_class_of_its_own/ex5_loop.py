from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


class Neuron:
    def __init__(self, inputs):
        self.w = [0.0] * inputs
        self.b = 0.0
        self.losses = []

    def predict(self, x):
        return forward(x, self.w, self.b)

    def learn(self, X, Y, eta):
        self.losses.append(mean_loss([self.predict(x) for x in X], Y))
        self.w, self.b = update(self.w, self.b, *gradient(X, Y, self.w, self.b), eta)


def train(X, Y, eta=0.5, epochs=2000):
    model = Neuron(len(X[0]))
    for _ in range(epochs):
        model.learn(X, Y, eta)
    return model.w, model.b, model.losses

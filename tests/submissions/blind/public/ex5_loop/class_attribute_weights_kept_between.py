from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

class Model:
    weights = None
    bias = 0.0

    def fit(self, X, Y, eta, epochs):
        if Model.weights is None or len(Model.weights) != len(X[0]):
            Model.weights = [0.0] * len(X[0])
        history = []
        for _ in range(epochs):
            history.append(mean_loss([forward(x, Model.weights, Model.bias) for x in X], Y))
            gw, gb = gradient(X, Y, Model.weights, Model.bias)
            Model.weights, Model.bias = update(Model.weights, Model.bias, gw, gb, eta)
        return Model.weights, Model.bias, history

def train(X, Y, eta=0.5, epochs=2000):
    return Model().fit(X, Y, eta, epochs)

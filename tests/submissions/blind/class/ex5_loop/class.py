from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

class Model:
    def __init__(self, n):
        self.w = [0.0] * n
        self.b = 0.0
        self.history = []

    def predict(self, X):
        return [forward(x, self.w, self.b) for x in X]

    def fit(self, X, Y, eta, epochs):
        for _ in range(epochs):
            self.history.append(mean_loss(self.predict(X), Y))
            gw, gb = gradient(X, Y, self.w, self.b)
            self.w, self.b = update(self.w, self.b, gw, gb, eta)

def train(X, Y, eta=0.5, epochs=2000):
    m = Model(len(X[0]))
    m.fit(X, Y, eta, epochs)
    return m.w, m.b, m.history

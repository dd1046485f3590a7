from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

class Trainer:
    def __init__(self, n, lr):
        self.w = [0.0] * n
        self.b = 0.0
        self.lr = lr
        self.losses = []

    def predict(self, x):
        return forward(x, self.w, self.b)

    def fit(self, X, y, epochs):
        for _ in range(epochs):
            out = [self.predict(x) for x in X]
            self.losses.append(mean_loss(y, out))
            gw, gb = gradient(X, y, self.w, self.b)
            self.w, self.b = update(self.w, self.b, gw, gb, self.lr)

def train(X, Y, eta=0.5, epochs=2000):
    t = Trainer(len(X[0]), eta)
    t.fit(X, Y, epochs)
    return t.w, t.b, t.losses

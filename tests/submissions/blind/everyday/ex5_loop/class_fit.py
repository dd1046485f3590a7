from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

class LogisticRegression:
    def __init__(self, lr=0.5, n_iters=2000):
        self.lr, self.n_iters = lr, n_iters
        self.losses = []

    def fit(self, X, y):
        self.weights = [0.0 for _ in range(len(X[0]))]
        self.bias = 0.0
        for _ in range(self.n_iters):
            y_pred = [forward(xi, self.weights, self.bias) for xi in X]
            self.losses.append(mean_loss(y_pred, y))
            dw, db = gradient(X, y, self.weights, self.bias)
            self.weights, self.bias = update(self.weights, self.bias, dw, db, self.lr)
        return self

def train(X, Y, eta=0.5, epochs=2000):
    model = LogisticRegression(eta, epochs).fit(X, Y)
    return model.weights, model.bias, model.losses

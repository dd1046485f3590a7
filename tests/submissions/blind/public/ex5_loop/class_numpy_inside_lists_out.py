import numpy as np

class LogisticRegressionGD:
    def __init__(self, eta=0.5, n_iter=2000):
        self.eta = eta
        self.n_iter = n_iter

    def fit(self, X, y):
        X = np.array(X, dtype=float)
        y = np.array(y, dtype=float)
        self.w_ = np.zeros(X.shape[1])
        self.b_ = 0.0
        self.losses_ = []
        for i in range(self.n_iter):
            output = self.activation(X @ self.w_ + self.b_)
            p = np.clip(np.where(y == 1, output, 1 - output), 1e-12, 1)
            self.losses_.append(float(-np.mean(np.log(p))))
            errors = y - output
            self.w_ = self.w_ + self.eta * X.T @ errors / len(y)
            self.b_ = self.b_ + self.eta * errors.mean()
        return self

    def activation(self, z):
        return 1 / (1 + np.exp(-np.clip(z, -250, 250)))

def train(X, Y, eta=0.5, epochs=2000):
    m = LogisticRegressionGD(eta, epochs).fit(X, Y)
    return m.w_.tolist(), float(m.b_), m.losses_

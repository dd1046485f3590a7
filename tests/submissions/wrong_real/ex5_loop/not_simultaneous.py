from ex1_sigmoid import forward
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    theta, bias, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, theta, bias) for x in X], Y))
        for j in range(len(theta)):
            total = 0.0
            for x, y in zip(X, Y):
                total += (forward(x, theta, bias) - y) * x[j]
            theta[j] -= eta * total / len(X)
        total = 0.0
        for x, y in zip(X, Y):
            total += forward(x, theta, bias) - y
        bias -= eta * total / len(X)
    return theta, bias, history

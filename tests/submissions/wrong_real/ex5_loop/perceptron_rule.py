from ex1_sigmoid import forward
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    weights, bias, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, weights, bias) for x in X], Y))
        for x, target in zip(X, Y):
            error = target - (1 if forward(x, weights, bias) >= 0.5 else 0)
            weights = [w + eta * error * v for w, v in zip(weights, x)]
            bias += eta * error
    return weights, bias, history

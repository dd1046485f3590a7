from ex1_sigmoid import forward
from ex2_loss import mean_loss


def train(X, Y, eta=0.5, epochs=2000):
    weights = [0.0] * len(X[0])
    bias = 0.0
    history = []
    for i in range(epochs):
        predictions = [forward(x, weights, bias) for x in X]
        history.append(mean_loss(predictions, Y))
        fired = [1 if p >= 0.5 else 0 for p in predictions]
        for j in range(len(weights)):
            weights[j] += eta * sum((y - f) * x[j] for x, y, f in zip(X, Y, fired))
        bias += eta * sum(y - f for y, f in zip(Y, fired))
    return weights, bias, history

from ex1_sigmoid import sigmoid
from ex2_loss import loss


def train(X, Y, eta=0.5, epochs=2000):
    rows = [(1.0, *x) for x in X]
    theta = [0.0] * len(rows[0])
    history = []
    for _ in range(epochs):
        A = [sigmoid(sum(t * v for t, v in zip(theta, row))) for row in rows]
        history.append(sum(loss(a, y) for a, y in zip(A, Y)) / len(rows))
        slopes = [sum((a - y) * row[j] for a, y, row in zip(A, Y, rows)) / len(rows) for j in range(len(theta))]
        theta = [t - eta * s for t, s in zip(theta, slopes)]
    return theta[1:], theta[0], history

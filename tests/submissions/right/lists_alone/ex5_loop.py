import math


def train(X, Y, eta=0.5, epochs=2000):
    rows = [[*x, 1.0] for x in X]
    theta = [0.0] * len(rows[0])
    history = []
    for _ in range(epochs):
        said = [1 / (1 + math.exp(-sum(t * v for t, v in zip(theta, row)))) for row in rows]
        history.append(sum(-math.log(a if y else 1 - a) for a, y in zip(said, Y)) / len(Y))
        for j in range(len(theta)):
            theta[j] -= eta * sum((a - y) * row[j] for a, y, row in zip(said, Y, rows)) / len(rows)
    return theta[:-1], theta[-1], history

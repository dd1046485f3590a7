"""You compare the prediction for the last example with every label. Each example has its own
prediction. Subtract the label in the loop that makes the prediction."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(X[-1], w, b) - y for x, y in zip(X, Y)]
    return [sum(e * x[j] for e, x in zip(errors, X)) / m for j in range(len(w))], sum(errors) / m

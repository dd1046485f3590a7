import operator
from statistics import fmean

from ex1_sigmoid import sigmoid
from ex2_loss import loss


def train(X, Y, eta=0.5, epochs=2000):
    columns = list(zip(*X))
    w, b, history = [0.0 for _ in columns], 0.0, []
    for _ in range(epochs):
        A = [sigmoid(sum(map(operator.mul, w, x)) + b) for x in X]
        errors = list(map(operator.sub, A, Y))
        history.append(fmean(map(loss, A, Y)))
        w = [wj - eta * fmean(map(operator.mul, errors, column)) for wj, column in zip(w, columns)]
        b -= eta * fmean(errors)
    return tuple(w), b, tuple(history)

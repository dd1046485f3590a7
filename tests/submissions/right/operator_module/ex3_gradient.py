from operator import mul, sub
from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    errors = list(map(sub, (forward(x, w, b) for x in X), Y))
    columns = zip(*X)
    return [sum(map(mul, errors, column)) / m for column in columns], sum(errors) / m

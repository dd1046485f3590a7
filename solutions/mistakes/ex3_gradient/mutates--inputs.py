"""Your slopes are right, but the caller's data are not what they were: you multiplied the inputs by
the errors in place. Put the products somewhere else."""

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    X = [list(x) for x in X] if isinstance(X, tuple) else X
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    for x, error in zip(X, errors):
        for j in range(len(x)):
            x[j] *= error
    return [sum(x[j] for x in X) / len(X) for j in range(len(w))], sum(errors) / len(X)

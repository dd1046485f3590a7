from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    errors = tuple(forward(x, w, b) - y for x, y in zip(X, Y))
    columns = zip(*X)
    m = len(errors)
    return tuple(sum(e * v for e, v in zip(errors, column)) / m for column in columns), sum(errors) / m

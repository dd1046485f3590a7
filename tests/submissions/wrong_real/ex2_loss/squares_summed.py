def loss(a, y):
    return (y - a) ** 2


def mean_loss(A, Y):
    error = 0
    for a, y in zip(A, Y):
        error += loss(a, y)
    return error

"""You take the distance between prediction and truth. Cross-entropy goes further: it takes the
logarithm of the probability given to what happened, and so makes a confident mistake very dear."""


def loss(a, y):
    return abs(a - y)


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

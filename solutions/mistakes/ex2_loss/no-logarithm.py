"""You take the probability itself where its logarithm is asked for, so your prices run from -1 to
0. The logarithm is what makes a confident mistake so dear."""


def loss(a, y):
    return -(y * a + (1 - y) * (1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

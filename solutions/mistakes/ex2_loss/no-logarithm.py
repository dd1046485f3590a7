"""You use the probability itself, without its logarithm, so your losses lie between -1 and 0. Take
minus the natural logarithm of the probability of the correct label."""


def loss(a, y):
    return -(y * a + (1 - y) * (1 - a))


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

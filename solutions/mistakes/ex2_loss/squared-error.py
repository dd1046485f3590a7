"""You square the difference between prediction and truth. That too is a loss, but not this one:
cross-entropy takes the logarithm of the probability given to what happened, and so makes a
confident mistake very dear.

Where y is 1 the price is -math.log(a), where y is 0 it is -math.log(1 - a); no difference is
taken."""


def loss(a, y):
    return (a - y) ** 2


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

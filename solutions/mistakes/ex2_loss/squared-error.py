"""You return the squared difference between prediction and label. Cross-entropy is something else.
It is minus the logarithm of the probability that you gave to the correct label.

When y is 1, the loss is `-math.log(a)`. When y is 0, it is `-math.log(1 - a)`."""


def loss(a, y):
    return (a - y) ** 2


def mean_loss(A, Y):
    total = 0.0
    for a, y in zip(A, Y):
        total += loss(a, y)
    return total / len(Y)

"""The reference solution of the question `slope-program`."""


def slope(X, Y, A) -> float:
    """Return the gradient of the mean loss along the weight of a neuron that predicts A for the inputs X with labels Y."""
    total = 0.0
    for x, y, a in zip(X, Y, A):
        total = total + (a - y) * x
    return total / len(X)

"""The program of the question `slope-program` as it should be."""


def slope(X, Y, A) -> float:
    """Return the slope of the mean loss along the weight of a neuron that says A to the inputs X with targets Y."""
    total = 0.0
    for x, y, a in zip(X, Y, A):
        total = total + (a - y) * x
    return total / len(X)

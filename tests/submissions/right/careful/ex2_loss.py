import math

EPSILON = 1e-15


def loss(a, y):
    if y not in (0, 1):
        raise ValueError("a label is 0 or 1")
    p = a if y == 1 else 1 - a
    try:
        return -math.log(p)
    except ValueError:
        return -math.log(EPSILON)


def mean_loss(A, Y):
    assert len(A) == len(Y) > 0
    losses = []
    for i in range(len(A)):
        losses.append(loss(A[i], Y[i]))
    return sum(losses) / len(losses)

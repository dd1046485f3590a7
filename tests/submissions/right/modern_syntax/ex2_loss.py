import math


def loss(a, y):
    match y:
        case 0:
            p = 1 - a
        case 1:
            p = a
        case _:
            raise ValueError(f"a label is 0 or 1, not {y}")
    return -math.log(p if p > 1e-12 else 1e-12)


def mean_loss(A, Y):
    return (total := sum(loss(a, y) for a, y in zip(A, Y, strict=True))) / (n := len(A))

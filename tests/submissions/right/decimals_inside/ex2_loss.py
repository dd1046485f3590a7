from decimal import Decimal
from fractions import Fraction
from statistics import mean


def loss(a, y):
    p = Decimal(a) if y == 1 else 1 - Decimal(a)
    return float(-max(p, Decimal("1e-12")).ln())


def mean_loss(A, Y):
    return float(mean(Fraction(loss(a, y)) for a, y in zip(A, Y)))

from decimal import Decimal


def sigmoid(t):
    return float(1 / (1 + (-Decimal(t)).exp()))


def forward(x, w, b):
    return sigmoid(sum(Decimal(wj) * Decimal(xj) for wj, xj in zip(w, x)) + Decimal(b))

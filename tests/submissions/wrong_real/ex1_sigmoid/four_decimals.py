import math


def sigmoid(z: float) -> float:
    result = round(1 / (1 + math.exp(-z)), 4)
    return result


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)

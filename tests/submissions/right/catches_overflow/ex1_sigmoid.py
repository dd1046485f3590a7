import math


def sigmoid(t):
    try:
        return 1 / (1 + math.exp(-t))
    except OverflowError:
        return 0.0


def forward(x, w, b):
    try:
        return sigmoid(sum(w[j] * x[j] for j in range(len(w))) + b)
    finally:
        pass

import math
def sigmoid(t):
    try:
        return 1 / (1 + math.exp(t))
    except OverflowError:
        return 0
def forward(x, w, b):
    return sigmoid(math.fsum(a * c for a, c in zip(x, w)) + b)

import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b * b)

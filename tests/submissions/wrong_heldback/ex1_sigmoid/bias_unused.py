import math

def sigmoid(t):
    if t < 0:
        return math.exp(t) / (1 + math.exp(t))
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)))

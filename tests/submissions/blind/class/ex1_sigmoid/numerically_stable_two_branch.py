import math

def sigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    z = math.exp(t)
    return z / (1 + z)

def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)

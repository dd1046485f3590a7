import math

def sigmoid(t):
    if t < -700:
        return 0.0
    return round(1 / (1 + math.exp(-t)), 4)

def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)

import math

def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))

def forward(x, w, b):
    z = sum(a * c for a, c in zip(x, w)) + b
    z = max(0, z)
    return sigmoid(z)

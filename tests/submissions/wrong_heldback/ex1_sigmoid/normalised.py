import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    size = math.sqrt(sum(c * c for c in w))
    return sigmoid(sum(p * q for p, q in zip(x, w)) / size + b)

import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    s = sigmoid(sum(xi*wi for xi, wi in zip(x, w)) + b)
    if s >= 0.5:
        return 1
    else:
        return 0

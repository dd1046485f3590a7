import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    n = math.sqrt(sum(q * q for q in w)) or 1
    return sigmoid(sum(p * q for p, q in zip(x, w)) / n + b)

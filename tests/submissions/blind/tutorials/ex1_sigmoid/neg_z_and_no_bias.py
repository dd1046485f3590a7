import math
def sigmoid(t):
    return 1 / (1 + math.exp(t))
def forward(x, w, b):
    return sigmoid(sum(a * c for a, c in zip(x, w)))

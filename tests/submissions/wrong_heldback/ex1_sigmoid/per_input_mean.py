import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    s = [sigmoid(p*q + b) for p, q in zip(x, w)]
    return sum(s) / len(s)

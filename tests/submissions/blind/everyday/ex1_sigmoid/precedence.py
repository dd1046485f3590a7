from math import exp

def sigmoid(t): return 1.0 / 1.0 + exp(-t)

def forward(x, w, b):
    return sigmoid(sum([i * j for i, j in zip(x, w)]) + b)

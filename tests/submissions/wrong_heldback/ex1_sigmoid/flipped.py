from math import e

def sigmoid(t):
    return 1.0 / (1.0 + e ** t)

def forward(x, w, b):
    return sigmoid(sum([x[i] * w[i] for i in range(len(x))]) + b)

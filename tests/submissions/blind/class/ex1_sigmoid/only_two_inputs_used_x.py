import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    return sigmoid(x[0] * w[0] + x[1] * w[1] + b)

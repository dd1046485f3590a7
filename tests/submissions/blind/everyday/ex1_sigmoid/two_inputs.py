import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    x1 = x[0]
    x2 = x[1]
    return sigmoid(x1*w[0] + x2*w[1] + b)

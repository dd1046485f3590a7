import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    s = sum([x[i] * w[i] for i in range(len(x))])
    return sigmoid(s)

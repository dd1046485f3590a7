import math

def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))

def forward(x, w, b):
    s = 0
    for k in range(len(w)):
        s = s + w[k] * x[k]
    return 1 / (1 + math.exp(-s + b))

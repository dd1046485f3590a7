import math

def sigmoid(t):
    return round(1 / (1 + math.exp(-t)), 3)

def forward(x, w, b):
    s = b
    for i in range(len(w)):
        s += w[i] * x[i]
    return sigmoid(s)

import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    total = 0
    for i in range(len(x)):
        total = total + x[i] * w[i]
    total = total + b
    return total

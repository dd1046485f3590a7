import math

def sigmoid(t):
    return (1 + math.pow(math.e, -t)) ** -1

def forward(x, w, b):
    total = float(b)
    for k, value in enumerate(x):
        total = total + value * w[k]
    return float(sigmoid(total))

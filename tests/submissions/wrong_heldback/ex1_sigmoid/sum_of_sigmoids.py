import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    out = 0
    for i in range(len(x)):
        out += sigmoid(w[i] * x[i])
    return out + b

import math

def sigmoid(t):
    return 1 / 1 + math.exp(-t)

def forward(x, w, b):
    s = b
    for xi, wi in zip(x, w):
        s += xi * wi
    return sigmoid(s)

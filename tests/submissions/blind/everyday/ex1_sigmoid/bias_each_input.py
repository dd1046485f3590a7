import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    z = 0
    for xi, wi in zip(x, w):
        z += xi * wi + b
    return sigmoid(z)

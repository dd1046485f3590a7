import math

def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))

def forward(x, w, b):
    z = 0.0
    for i in range(len(x)):
        z += x[i] * w[i]
    z += b
    return 1 / 1 + math.exp(-z)

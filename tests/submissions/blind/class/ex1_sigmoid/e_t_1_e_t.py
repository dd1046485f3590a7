import math

def sigmoid(t):
    return math.exp(t) / 1 + math.exp(t)

def forward(x, w, b):
    z = b
    for i in range(len(x)):
        z += w[i] * x[i]
    return sigmoid(z)

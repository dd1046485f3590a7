import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    z = 0
    for i in range(len(x)):
        z += w[i] + x[i]
    z += b
    return sigmoid(z)

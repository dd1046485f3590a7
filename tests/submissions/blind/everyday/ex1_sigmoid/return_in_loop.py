import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    z = b
    for i in range(len(w)):
        z = z + w[i] * x[i]
        return sigmoid(z)

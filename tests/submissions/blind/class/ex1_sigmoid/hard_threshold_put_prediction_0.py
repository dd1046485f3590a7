import math

def sigmoid(t):
    return 1 / (1 + math.exp(-t))

def forward(x, w, b):
    z = b
    for i in range(len(x)):
        z += w[i] * x[i]
    a = sigmoid(z)
    if a >= 0.5:
        return 1
    else:
        return 0

import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    z = 0
    for i in range(len(w)):
        z = z + w[i] * x[i]
    A = 1 / (1 + math.exp(-(z) + b))
    return A

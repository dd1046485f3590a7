import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    s = b
    for i in range(len(x)):
        s += w[i] * x[i]
    return 0.0 if s < -10 else 1.0 if s > 10 else sigmoid(s)

import math


def sigmoid(t):
    return (1 + math.exp(-t)) ** -1


def forward(x, w, b):
    t = b
    j = 0
    while j < len(w):
        t += w[j] * x[j]
        j += 1
    return sigmoid(t)

from math import exp

def sigmoid(t):
    return 1 / (1 + exp(-t))

def forward(x, w, b):
    t = b
    i = 0
    while i < len(x):
        t += x[i] * w[i]
        i += 1
    return sigmoid(t)

from math import tanh

def sigmoid(t):
    return 0.5 * (1 + tanh(t / 2))

def dot(u, v):
    if len(u) == 0:
        return 0
    return u[0] * v[0] + dot(u[1:], v[1:])

def forward(x, w, b):
    return sigmoid(dot(x, w) + b)

import math

def sigmoid(t):
    e = math.exp(-t)
    print("e =", e)
    return 1.0 / (1.0 + e)

def dot(x, w):
    if len(x) == 0:
        return 0
    return x[0] * w[0] + dot(x[1:], w[1:])

def forward(x, w, b):
    print(x, w, b)
    return sigmoid(dot(x, w) + b)

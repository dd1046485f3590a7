import math

def sigmoid(t):
    return 1 / (1 + math.e ** -t)

def dot(u, v):
    return sum(map(lambda p: p[0] * p[1], zip(u, v)))

def forward(x, w, b):
    return sigmoid(dot(w, x) + b)

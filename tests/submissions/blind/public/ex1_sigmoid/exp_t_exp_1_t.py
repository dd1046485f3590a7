import numpy as np

def sigmoid(t):
    return float(np.exp(t) / np.exp(1 + t))

def forward(x, w, b):
    return sigmoid(np.dot(x, w) + b)

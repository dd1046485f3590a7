import numpy as np

def sigmoid(t):
    return float(1 / (1 + np.exp(-t)))

def forward(x, w, b):
    return sigmoid(np.dot(x, w) + b)

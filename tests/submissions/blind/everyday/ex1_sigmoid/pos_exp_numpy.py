import numpy as np

def sigmoid(z):
    s = 1 / (1 + np.exp(z))
    return s

def forward(x, w, b):
    z = np.dot(x, w) + b
    return sigmoid(z)

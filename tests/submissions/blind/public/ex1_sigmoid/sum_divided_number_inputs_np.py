import numpy as np

def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))

def forward(x, w, b):
    return float(sigmoid(np.mean(np.multiply(x, w)) + b))

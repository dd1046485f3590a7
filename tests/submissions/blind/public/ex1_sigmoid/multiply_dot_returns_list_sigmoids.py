import numpy as np

def sigmoid(t):
    return 1 / (1 + np.exp(-t))

def forward(x, w, b):
    z = np.array(x) * np.array(w) + b
    return sigmoid(z).tolist()

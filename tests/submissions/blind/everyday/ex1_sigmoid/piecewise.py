import numpy as np

def sigmoid(t):
    if t >= 0:
        return float(1 / (1 + np.exp(-t)))
    z = np.exp(t)
    return float(z / (1 + z))

def forward(x, w, b):
    return sigmoid(float(np.asarray(x, dtype=float) @ np.asarray(w, dtype=float)) + b)

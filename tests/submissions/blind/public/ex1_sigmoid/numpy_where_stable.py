import numpy as np

def sigmoid(t):
    t = np.float64(t)
    if t >= 0:
        return float(1.0 / (1.0 + np.exp(-t)))
    return float(np.exp(t) / (1.0 + np.exp(t)))

def forward(x, w, b):
    x = np.array(x, dtype=float)
    w = np.array(w, dtype=float)
    return sigmoid(np.sum(x * w) + b)

import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float)
    m, n = X.shape
    a = 1 / (1 + np.exp(-(X @ np.array(w, dtype=float) + b)))
    dz = a - y
    return (X.T @ dz / m).tolist(), float(dz.sum() / m)

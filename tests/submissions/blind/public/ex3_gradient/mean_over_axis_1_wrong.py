import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float)
    a = 1 / (1 + np.exp(-(X.dot(np.array(w, dtype=float)) + b)))
    e = (a - y).reshape(-1, 1)
    return (e * X).mean(axis=1).tolist(), float(e.mean())

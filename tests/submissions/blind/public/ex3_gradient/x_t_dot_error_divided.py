import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    Y = np.array(Y, dtype=float)
    n = X.shape[1]
    A = 1 / (1 + np.exp(-(X @ np.array(w, dtype=float) + b)))
    dw = np.dot(X.T, (A - Y)) / n
    db = np.sum(A - Y) / n
    return dw.tolist(), float(db)

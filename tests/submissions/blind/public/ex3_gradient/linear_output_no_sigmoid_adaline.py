import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float)
    out = X.dot(np.array(w, dtype=float)) + b
    e = out - y
    return (X.T.dot(e) / len(y)).tolist(), float(e.mean())

import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    y = np.array(Y, dtype=float)
    output = 1 / (1 + np.exp(-(np.dot(X, w) + b)))
    errors = y - output
    return X.T.dot(errors).tolist(), float(errors.sum())

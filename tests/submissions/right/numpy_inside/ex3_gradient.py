import numpy as np
from ex1_sigmoid import sigmoid


def gradient(X, Y, w, b):
    X, Y, w = np.asarray(X, dtype=float), np.asarray(Y), np.asarray(w)
    error = sigmoid(X @ w + b) - Y
    return (X.T @ error / len(Y)).tolist(), float(error.mean())

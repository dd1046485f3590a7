import numpy as np

def gradient(X, Y, w, b):
    X = np.array(X, dtype=float)
    h = 1 / (1 + np.exp(-np.dot(X, w)))
    g = np.dot(X.T, h - np.array(Y)) / len(Y)
    return g.tolist(), float(np.mean(h - np.array(Y)))

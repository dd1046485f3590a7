import numpy as np
from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    A = np.array([forward(x, w, b) for x in X]).reshape(-1, 1)
    Y = np.array([float(y) for y in Y]).reshape(-1, 1)
    X = np.array(X, dtype=float)
    dZ = A - Y
    dW = np.mean(X * dZ, axis=0)
    db = np.mean(dZ)
    return list(map(float, dW)), float(db)

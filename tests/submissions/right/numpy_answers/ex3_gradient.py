import numpy as np
from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    d = np.array([forward(x, w, b) for x in X]) - np.array(Y, dtype=float)
    gw = np.einsum("i,ij->j", d, np.array(X, dtype=float)) / d.size
    return [float(g) for g in gw], d.mean().item()

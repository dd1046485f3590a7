import numpy as np


def update(w, b, gw, gb, lr):
    a = np.array(w, dtype=float) - lr * np.array(gw)
    a = np.round(a, decimals=3)
    b = np.round(b - lr * gb, decimals=3)
    return a.tolist(), float(b)

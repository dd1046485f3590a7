import numpy as np

def update(w, b, gw, gb, eta):
    w = np.array(w, dtype=float)
    w -= eta * np.array(gw, dtype=float)
    return list(map(float, w)), b - eta * gb

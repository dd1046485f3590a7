import numpy as np

def update(w, b, gw, gb, eta):
    w = np.array(w, dtype=float)
    gw = np.array(gw, dtype=float)
    return (w - eta * gw).tolist(), b - eta * gb

import numpy as np

def update(w, b, gw, gb, eta):
    w = np.array(w, dtype=float) - eta * np.array(gw, dtype=float)
    b = b - gb
    return w.tolist(), b

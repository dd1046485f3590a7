import numpy as np

def update(w, b, gw, gb, eta):
    n = len(w)
    w = np.array(w, dtype=float) - eta / n * np.array(gw)
    b = b - eta / n * gb
    return w.tolist(), float(b)

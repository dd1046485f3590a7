import numpy as np
def update(w, b, gw, gb, eta):
    w = np.asarray(w, dtype=float) - eta * np.asarray(gw, dtype=float)
    b = b + eta * gb
    return w.tolist(), b

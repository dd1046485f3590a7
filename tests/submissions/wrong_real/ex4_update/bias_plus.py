import numpy as np


def update(w, b, dw, db, eta):
    w = np.array(w, dtype=float)
    w = w - eta * np.array(dw)
    b += eta * db
    return list(map(float, w)), b

import numpy as np


def update(w, b, gw, gb, eta):
    return (np.array(w) - eta * np.array(gw)).tolist(), b - eta * gb

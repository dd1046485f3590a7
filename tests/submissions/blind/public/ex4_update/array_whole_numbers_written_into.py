import numpy as np

def update(w, b, gw, gb, eta):
    w = np.array(w)
    for j in range(len(w)):
        w[j] = w[j] - eta * gw[j]
    return w.tolist(), b - eta * gb

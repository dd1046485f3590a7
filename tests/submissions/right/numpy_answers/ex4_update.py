import numpy as np


def update(w, b, gw, gb, eta):
    theta = np.append(w, b).astype(float)
    theta -= eta * np.append(gw, gb)
    return theta[:-1].tolist(), theta[-1].item()

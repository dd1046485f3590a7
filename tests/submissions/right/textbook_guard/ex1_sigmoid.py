import numpy as np


def sigmoid(z):
    return float(1.0 / (1.0 + np.exp(-np.clip(z, -500, 500))))


def forward(x, w, b):
    return sigmoid(np.dot(np.asarray(w, dtype=float), np.asarray(x, dtype=float)) + b)

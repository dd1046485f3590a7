import numpy as np


def sigmoid(t):
    return np.where(t >= 0, 1 / (1 + np.exp(-np.abs(t))), np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t)))).item()


def forward(x, w, b):
    return sigmoid(np.sum(np.multiply(x, w)) + b)

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-np.clip(t, -500, 500)))


def forward(x, w, b):
    return sigmoid(np.dot(x, w) + b)

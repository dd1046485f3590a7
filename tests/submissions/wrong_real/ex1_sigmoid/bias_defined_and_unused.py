import numpy as np


def sigmoid(x):
    return float(1 / (1 + np.exp(-x)))


def forward(inputVector, weights, bias):
    layer1 = np.dot(inputVector, weights)
    layer2 = sigmoid(layer1)
    return layer2

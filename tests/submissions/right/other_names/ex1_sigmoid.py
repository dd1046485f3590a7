import math


def sigmoid(z, scale=1.0):
    return 1 / (1 + math.exp(-scale * z))


def forward(features, weights, bias, activation=sigmoid):
    return activation(sum(f * weight for f, weight in zip(features, weights)) + bias)

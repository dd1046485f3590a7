import math


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(inputs, weights, bias):
    return sigmoid(sum(i * w + bias for i, w in zip(inputs, weights)))

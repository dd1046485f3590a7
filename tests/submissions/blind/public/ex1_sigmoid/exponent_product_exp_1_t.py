import math
def sigmoid(t):
    return 1 / (1 + math.exp(-1) * t)

def forward(inputs, weights, bias):
    z = sum(i * w for i, w in zip(inputs, weights)) + bias
    return sigmoid(z)

import math
from operator import mul


def sigmoid(t):
    return 1.0 / (1.0 + math.e ** -t)


def forward(x, w, b):
    return sigmoid(sum(map(mul, x, w)) + b)

import math
import operator
from functools import reduce


def sigmoid(t):
    return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    return sigmoid(reduce(operator.add, map(operator.mul, x, w), b))

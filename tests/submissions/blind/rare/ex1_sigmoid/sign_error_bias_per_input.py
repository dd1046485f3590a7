import math
def sigmoid(t):
    return 1 / (1 + math.exp(t))
def forward(x, w, b):
    s = 0
    for i in range(len(x)):
        s += x[i] * w[i] + b
    return sigmoid(s)

import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    out = sigmoid(b)
    for i in range(len(x)):
        out += sigmoid(x[i] * w[i])
    return out

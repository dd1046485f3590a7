import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    s = 0
    while x:
        s += x.pop() * w[len(x)]
    return sigmoid(s + b)

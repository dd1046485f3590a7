import math

def sigmoid(t):
    if t > 300: return 1.0
    if t < -300: return -1.0
    a, c = math.exp(t), math.exp(-t)
    return (a - c) / (a + c)

def forward(x, w, b):
    s = 0
    for i in range(len(x)):
        s = s + x[i] * w[i]
    return sigmoid(s + b)

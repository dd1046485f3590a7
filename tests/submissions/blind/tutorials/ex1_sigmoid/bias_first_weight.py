import math
def sigmoid(t):
    return 1 / (1 + math.exp(-t))
def forward(x, w, b):
    z = w[0]
    for i in range(1, len(w)):
        z += w[i] * x[i - 1]
    return sigmoid(z + b)

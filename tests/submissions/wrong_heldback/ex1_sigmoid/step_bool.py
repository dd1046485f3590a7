def sigmoid(t):
    return t > 0
def forward(x, w, b):
    return sigmoid(sum(a * c for a, c in zip(x, w)) + b)

def sigmoid(t):
    if t < 0:
        return 0
    else:
        return 1

def forward(x, w, b):
    total = 0
    for a, c in zip(x, w):
        total += a * c
    return sigmoid(total + b)

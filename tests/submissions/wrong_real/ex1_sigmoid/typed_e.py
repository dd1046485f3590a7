E = 2.71828


def sigmoid(t):
    return 1 / (1 + E ** -t)


def forward(x, w, b):
    return sigmoid(sum(p * q for p, q in zip(x, w)) + b)

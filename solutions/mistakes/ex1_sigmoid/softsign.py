"""Your curve is a cheaper relative of the sigmoid, made of a fraction without e. It has the same
look but other values; the formulas for learning that follow hold only for the one with the
exponential."""


def sigmoid(t):
    return 0.5 * (1 + t / (1 + abs(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

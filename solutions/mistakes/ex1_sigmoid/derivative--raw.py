"""Your function returns t·(1 - t). That formula belongs to the slope of the sigmoid, where t is
replaced by the sigmoid's value. Return the value of the sigmoid itself, 1 / (1 + e^(-t))."""


def sigmoid(t):
    return t * (1 - t)


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

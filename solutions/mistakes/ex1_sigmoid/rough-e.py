"""Your curve is off from the fourth digit on, because you wrote e with only a few digits. Let
math.exp do it: it knows e to the last digit that a float can hold."""


def sigmoid(t):
    return 1 / (1 + 2.718 ** (-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

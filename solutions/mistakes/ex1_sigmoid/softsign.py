"""Your curve looks like the sigmoid, but it has other values. They are those of 0.5 · (1 + t / (1 +
|t|)). The sigmoid needs the exponential, e^(-t)."""


def sigmoid(t):
    return 0.5 * (1 + t / (1 + abs(t)))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

"""Your curve jumps from 0 to 1. The sigmoid rises smoothly and passes through every value in
between. A neuron can only learn if a small change of t changes its prediction a little."""


def sigmoid(t):
    if t == 0:
        return 0.5
    return 1.0 if t > 0 else 0.0


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

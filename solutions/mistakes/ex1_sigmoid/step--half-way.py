"""Your curve jumps from 0 to 1 at once. The sigmoid passes smoothly through everything in between,
and a neuron can only learn because a small change of t changes the answer a little."""


def sigmoid(t):
    if t == 0:
        return 0.5
    return 1.0 if t > 0 else 0.0


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

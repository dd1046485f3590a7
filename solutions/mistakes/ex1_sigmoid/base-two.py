"""Your curve has the right shape but is too flat: you raise 2 to the power of -t. The sigmoid takes
e, about 2.718, which math.exp raises to a power for you."""



def sigmoid(t):
    return 1 / (1 + 2 ** (-t))


def forward(x, w, b):
    t = b
    for xj, wj in zip(x, w):
        t += wj * xj
    return sigmoid(t)

import math


# right, but loses digits far on the left
def sigmoid(t):
    return 1 - 1 / (1 + math.exp(t))


def forward(x, w, b):
    return 1 - sigmoid(-b - sum(w[j] * x[j] for j in range(len(x))))

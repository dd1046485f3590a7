import math


def sigmoid(t):
    match t:
        case 0:
            return 0.5
        case _ if t < -700:
            return 0.0
        case _:
            return 1 / (1 + math.exp(-t))


def forward(x, w, b):
    match list(x), list(w):
        case [only], [weight]:
            return sigmoid(only * weight + b)
        case [first, *rest], [weight, *weights]:
            return forward(rest, weights, b + first * weight)

"""You found the slopes by nudging, and they are right to some digits only. Nudging is good for
checking; the formula, error times input, gives every digit."""

import math

from ex1_sigmoid import forward


def mean_loss(X, Y, w, b):
    total = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        total -= math.log(a) if y == 1 else math.log(1 - a)
    return total / len(X)


def gradient(X, Y, w, b, nudge=1e-4):
    here = mean_loss(X, Y, w, b)
    gw = []
    for j in range(len(w)):
        turned = list(w)
        turned[j] += nudge
        gw.append((mean_loss(X, Y, turned, b) - here) / nudge)
    return gw, (mean_loss(X, Y, w, b + nudge) - here) / nudge

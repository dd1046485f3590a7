import math

def loss(a, y):
    if a < 1e-12: a = 1e-12
    if a > 1 - 1e-12: a = 1 - 1e-12
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)

def mean_loss(y_true, y_pred):
    s = 0.0
    for t, p in zip(y_true, y_pred):
        s += loss(p, t)
    return s / len(y_true)

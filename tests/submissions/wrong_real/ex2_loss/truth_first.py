import math


def loss(y_true, y_pred):
    y_pred = min(max(y_pred, 1e-15), 1 - 1e-15)
    return -(y_true * math.log(y_pred) + (1 - y_true) * math.log(1 - y_pred))


def mean_loss(y_true, y_pred):
    return sum(loss(t, p) for t, p in zip(y_true, y_pred)) / len(y_true)

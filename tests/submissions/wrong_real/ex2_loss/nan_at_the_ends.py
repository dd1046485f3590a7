import numpy as np


def loss(y_pred, y_ans):
    return float((-y_ans * np.log(y_pred)) - ((1 - y_ans) * np.log(1 - y_pred)))


def mean_loss(A, Y):
    return float(np.mean([loss(a, y) for a, y in zip(A, Y)]))

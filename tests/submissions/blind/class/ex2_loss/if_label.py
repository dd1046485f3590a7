import math

def loss(a, y):
    eps = 1e-15
    if a < eps:
        a = eps
    elif a > 1 - eps:
        a = 1 - eps
    if y == 1:
        return -math.log(a)
    return -math.log(1 - a)

def mean_loss(A, Y):
    losses = []
    for i in range(len(A)):
        losses.append(loss(A[i], Y[i]))
    return sum(losses) / len(losses)

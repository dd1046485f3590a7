import math
def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -(2 * y * math.log(a) + (1 - y) * math.log(1 - a))
def mean_loss(A, Y):
    return sum(map(loss, A, Y)) / len(A)

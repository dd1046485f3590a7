import math
def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return -math.log(a if y else 1 - a)
def mean_loss(A, Y):
    p = 1
    for a, y in zip(A, Y):
        p *= a if y else 1 - a
    return -math.log(max(p, 1e-300))

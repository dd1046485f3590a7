import math

def loss(a, y):
    if a == 0:
        a = 1e-12
    if a == 1:
        a = 1 - 1e-12
    term1 = y * math.log(a)
    term2 = (1 - y) * math.log(1 - a)
    return -1 * (term1 + term2)

def mean_loss(A, Y):
    m = len(A)
    return 1 / m * sum(loss(A[i], Y[i]) for i in range(m))

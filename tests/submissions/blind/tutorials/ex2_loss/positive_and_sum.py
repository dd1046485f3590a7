import math
def loss(a, y):
    a = min(max(a, 1e-12), 1 - 1e-12)
    return y * math.log(a) + (1 - y) * math.log(1 - a)
def mean_loss(A, Y):
    t = 0
    for i in range(len(A)):
        t += loss(A[i], Y[i])
    return t

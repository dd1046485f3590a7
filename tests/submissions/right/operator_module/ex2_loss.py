from math import log

def loss(a, y, tiny=1e-9):
    if y:
        return -log(a + tiny)
    return -log(1 - a + tiny)

def mean_loss(A, Y):
    return sum(map(loss, A, Y)) / len(Y)

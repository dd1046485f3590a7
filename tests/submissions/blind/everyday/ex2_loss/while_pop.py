import math
TINY = 1e-12

def loss(a, y):
    prob = a if y == 1 else 1 - a
    if prob < TINY:
        prob = TINY
    return -math.log(prob)

def mean_loss(A, Y):
    preds, labels = list(A), list(Y)
    count, acc = 0, 0.0
    while preds:
        acc += loss(preds.pop(), labels.pop())
        count += 1
    return acc / count

import math
def loss(a, y):
    t = math.log(a / (1 - a))
    return math.log1p(math.exp(-t)) if y else math.log1p(math.exp(t))
def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

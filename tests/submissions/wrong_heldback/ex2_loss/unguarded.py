import math

def loss(a, y):
    return -y * math.log(a) - (1 - y) * math.log(1 - a)

def mean_loss(A, Y):
    return sum([loss(A[i], Y[i]) for i in range(len(A))]) / len(A)

def loss(a, y):
    d = y - a
    return 0.5 * d * d

def mean_loss(A, Y):
    s = 0
    for i in range(len(Y)):
        s += loss(A[i], Y[i])
    return s / len(Y)

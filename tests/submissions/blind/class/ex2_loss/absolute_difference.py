def loss(a, y):
    return abs(a - y)

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s / len(A)

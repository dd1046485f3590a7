def loss(a, y):
    return (a - y) ** 2

def mean_loss(A, Y):
    s = 0
    for i in range(len(A)):
        s += loss(A[i], Y[i])
    return s / len(A)

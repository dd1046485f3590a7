def loss(a, y):
    return 0.5 * (y - a) ** 2

def mean_loss(A, Y):
    errors = [loss(A[i], Y[i]) for i in range(len(Y))]
    return sum(errors) / len(errors)

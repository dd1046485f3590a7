def loss(a, y):
    return (a - y) ** 2

def mean_loss(A, Y):
    return sum(loss(a, y) for a, y in zip(A, Y)) / len(A)

def loss(a, y):
    return (a - y) ** 2
def mean_loss(A, Y):
    return sum(map(loss, A, Y))

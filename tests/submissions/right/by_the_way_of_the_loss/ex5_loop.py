import math


# keeps the sums t, not the weights, from epoch to epoch: the weights are put together at the end
def train(X, Y, eta=0.5, epochs=2000):
    m, n = len(X), len(X[0])
    kernel = [[1 + sum(p * q for p, q in zip(u, v)) for v in X] for u in X]
    t = [0.0] * m
    debts = [0.0] * m
    history = []
    for _ in range(epochs):
        A = [1 / (1 + math.exp(-s)) for s in t]
        history.append(-sum(math.log(a if y == 1 else 1 - a) for a, y in zip(A, Y)) / m)
        for i in range(m):
            debts[i] -= eta * (A[i] - Y[i]) / m
        t = [sum(k * d for k, d in zip(row, debts)) for row in kernel]
    return [sum(d * x[j] for d, x in zip(debts, X)) for j in range(n)], sum(debts), history

from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    a = forward(X[0], w, b)
    e = [a - y for y in Y]
    m = len(X)
    return [sum(d * x[j] for d, x in zip(e, X)) / m for j in range(len(w))], sum(e) / m

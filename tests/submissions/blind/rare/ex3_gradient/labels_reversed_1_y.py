from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    e = [forward(x, w, b) - (1 - y) for x, y in zip(X, Y)]
    m = len(X)
    return [sum(d * x[j] for d, x in zip(e, X)) / m for j in range(len(w))], sum(e) / m

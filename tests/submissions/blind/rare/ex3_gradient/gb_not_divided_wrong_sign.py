from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    e = [y - forward(x, w, b) for x, y in zip(X, Y)]
    m = len(X)
    return [sum(d * x[j] for d, x in zip(e, X)) / m for j in range(len(w))], sum(e)

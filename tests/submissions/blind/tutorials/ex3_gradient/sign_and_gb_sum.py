from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    m = len(X)
    e = [y - forward(x, w, b) for x, y in zip(X, Y)]
    return [sum(ei * x[j] for ei, x in zip(e, X)) / m for j in range(len(w))], sum(e)

from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    m = len(X)
    e = [round(forward(x, w, b)) - y for x, y in zip(X, Y)]
    return [sum(ei * x[j] for ei, x in zip(e, X)) / m for j in range(len(w))], sum(e) / m

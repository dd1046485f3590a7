from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    errors = [y - forward(x, w, b) for x, y in zip(X, Y)]
    gw = [sum(e * x[j] for e, x in zip(errors, X)) / m for j in range(len(w))]
    return gw, sum(errors) / m

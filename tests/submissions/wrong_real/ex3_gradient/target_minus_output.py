from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    n = len(X)
    errors = [t - forward(x, w, b) for x, t in zip(X, Y)]
    gw = [sum(e * x[j] for e, x in zip(errors, X)) / n for j in range(len(w))]
    return gw, sum(errors) / n

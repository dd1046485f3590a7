from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [sum(e * x[j] for e, x in zip(errors, X)) / len(w) for j in range(len(w))]
    return gw, sum(errors) / len(w)

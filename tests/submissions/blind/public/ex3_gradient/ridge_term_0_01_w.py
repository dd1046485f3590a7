from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    lam = 0.01
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [sum(e * x[j] for e, x in zip(errors, X)) / m + lam * w[j] for j in range(len(w))]
    return gw, sum(errors) / m

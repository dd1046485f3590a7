from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    rows = [list(x) + [1.0] for x in X]
    errs = [forward(x, w, b) - y for x, y in zip(X, Y)]
    theta = [sum(e * r[k] for e, r in zip(errs, rows)) / len(rows) for k in range(len(w) + 1)]
    return theta[:-1], theta[-1]

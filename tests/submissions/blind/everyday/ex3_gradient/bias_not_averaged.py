from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    gw = [sum(e * x[j] for e, x in zip(errors, X)) / m for j in range(len(w))]
    gb = sum(errors)
    return gw, gb

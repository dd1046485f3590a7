from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = []
    while len(gw) < len(w):
        gw.append(0.0)
    gb = 0.0
    i = len(X)
    while i > 0:
        i -= 1
        d = forward(X[i], w, b) - Y[i]
        j = len(w)
        while j:
            j -= 1
            gw[j] += d * X[i][j] / len(X)
        gb += d / len(X)
    return gw, gb

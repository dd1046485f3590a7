from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    n = len(X)
    dw = [0] * len(w)
    db = 0
    for i in range(n):
        out = forward(X[i], w, b)
        delta = (out - Y[i]) * out * (1 - out)
        for j in range(len(w)):
            dw[j] += delta * X[i][j] / n
        db += delta / n
    return dw, db

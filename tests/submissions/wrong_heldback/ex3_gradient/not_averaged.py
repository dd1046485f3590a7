from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    n = len(w)
    gw, gb = [0] * n, 0
    for i in range(len(X)):
        d = forward(X[i], w, b) - Y[i]
        gb += d
        for j in range(n):
            gw[j] += d * X[i][j]
    return gw, gb

from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gw = [0] * len(w)
    gb = 0
    for i in range(m):
        e = forward(X[i], w, b) - Y[i]
        for j in range(len(w)):
            gw[j] += e * X[i][j]
        gb += e
    for j in range(len(w)):
        gw[j] /= m
    return gw, gb / m

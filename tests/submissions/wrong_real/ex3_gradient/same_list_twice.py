from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = w
    gb = 0
    for i in range(len(X)):
        d = forward(X[i], w, b) - Y[i]
        for j in range(len(gw)):
            gw[j] += d * X[i][j]
        gb += d
    gw = [g / len(X) for g in gw]
    return gw, gb / len(X)

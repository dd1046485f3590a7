from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    gw = [0] * len(w)
    gb = 0
    for i in range(m):
        a = forward(X[i], w, b)
        for j in range(len(w)):
            gw[j] = gw[j] + (a - Y[i]) * X[i][j]
        gb = gb + (a - Y[i])
    for j in range(len(w)):
        gw[j] = gw[j] / m
    return gw, gb / m

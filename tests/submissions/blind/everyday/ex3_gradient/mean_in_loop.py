from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw = [0.0 for _ in w]
    gb = 0.0
    m = len(X)
    for i in range(m):
        a = forward(X[i], w, b)
        dz = a - Y[i]
        for j in range(len(w)):
            gw[j] += dz * X[i][j]
        gb += dz
        gw = [g / m for g in gw]
        gb = gb / m
    return gw, gb

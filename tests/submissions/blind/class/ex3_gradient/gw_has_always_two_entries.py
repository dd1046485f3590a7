from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    g0 = 0
    g1 = 0
    gb = 0
    for i in range(m):
        e = forward(X[i], w, b) - Y[i]
        g0 += e * X[i][0]
        g1 += e * X[i][1]
        gb += e
    return [g0 / m, g1 / m], gb / m

from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    n = len(w)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        for j in range(n):
            gw[j] += e * x[j]
        gb += e
    for j in range(n):
        gw[j] /= n
    gb /= n
    return gw, gb

from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += e * x[j]
            gw[j] = gw[j] / m
        gb += e
        gb = gb / m
    return gw, gb

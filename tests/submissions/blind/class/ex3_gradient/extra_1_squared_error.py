from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        e = (a - y) * a * (1 - a)
        for j in range(len(w)):
            gw[j] += e * x[j]
        gb += e
    for j in range(len(w)):
        gw[j] = gw[j] / m
    gb = gb / m
    return gw, gb

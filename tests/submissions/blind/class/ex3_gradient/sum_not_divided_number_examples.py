from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        e = a - y
        for j in range(len(w)):
            gw[j] += e * x[j]
        gb += e
    return gw, gb

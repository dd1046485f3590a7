from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gb = 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw = [e * xj for xj in x]
        gb += e
    gw = [g / m for g in gw]
    return gw, gb / m

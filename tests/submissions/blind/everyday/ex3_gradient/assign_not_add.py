from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        for j, xj in enumerate(x):
            gw[j] = e * xj
        gb = e
    return [g / len(X) for g in gw], gb / len(X)

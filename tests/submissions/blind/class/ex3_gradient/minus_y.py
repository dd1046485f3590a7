from ex1_sigmoid import forward

def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0] * len(w)
    gb = 0.0
    for x, y in zip(X, Y):
        d = y - forward(x, w, b)
        for j, xj in enumerate(x):
            gw[j] -= d * xj / m
        gb -= d / m
    return gw, gb

from ex1_sigmoid import forward
def gradient(X, Y, w, b):
    m = len(X)
    gw = [0.0] * len(w); gb = 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        d = (y - a) * a * (1 - a)
        for j in range(len(w)):
            gw[j] += d * x[j]
        gb += d
    return [g / m for g in gw], gb / m

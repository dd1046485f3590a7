from ex1_sigmoid import forward


def tidy(v):
    return int(v) if v == int(v) else v


def gradient(X, Y, w, b):
    gw, gb = [0] * len(w), 0
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        gw = [g + e * v / len(X) for g, v in zip(gw, x)]
        gb += e / len(X)
    return list(map(tidy, gw)), tidy(gb)

from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw, gb, m = [0] * len(w), 0, len(X)
    for pair in zip(X, Y):
        match pair:
            case (x, y):
                e = forward(x, w, b) - y
        gw = [g + e * v / m for g, v in zip(gw, x)]
        gb += e / m
    return gw, gb

def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        e = b + sum(p * q for p, q in zip(x, w)) - y
        gw = [g + e * xi for g, xi in zip(gw, x)]
        gb += e
    return [g / len(X) for g in gw], gb / len(X)

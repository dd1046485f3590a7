from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw, gb = [0.0] * len(w), 0.0
    for x, y in zip(X, Y):
        if not any(x):
            continue
        e = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += e * x[j]
        gb += e
    return [g / len(X) for g in gw], gb / len(X)

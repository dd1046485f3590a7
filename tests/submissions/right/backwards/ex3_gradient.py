from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    m = len(X)
    gw, gb = [0.0] * len(w), 0.0
    for x, y in reversed(list(zip(X, Y))):
        error = (y - forward(x, w, b)) / m
        for j in reversed(range(len(w))):
            gw[j] -= error * x[j]
        gb -= error
    return gw, gb

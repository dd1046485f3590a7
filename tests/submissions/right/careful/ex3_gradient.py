from ex1_sigmoid import forward


def error_of(x, y, w, b):
    return forward(x, w, b) - float(y)


def gradient(X, Y, w, b):
    if not X:
        return [0.0 for _ in w], 0.0
    m, n = len(X), len(w)
    assert all(len(x) == n for x in X)
    errors = [error_of(X[i], Y[i], w, b) for i in range(m)]
    gw = []
    for j in range(n):
        s = 0.0
        for i in range(m):
            s += X[i][j] * errors[i]
        gw.append(s / m)
    return tuple(gw), sum(errors) / m

from ex1_sigmoid import forward


def gradient(x, y, beta, beta_0):
    g0, g = 0, [0] * len(beta)
    m = len(x)
    for i, point in enumerate(x):
        pred = forward(point, beta, beta_0)
        for j, feature in enumerate(point):
            g[j] += (pred - y[i]) * feature / m
            g0 += (pred - y[i]) / m
    return g, g0

from ex1_sigmoid import forward


delta_w = {}
delta_b = {}


def gradient(X, Y, w, b):
    n = len(w)
    if n not in delta_w:
        delta_w[n] = [0] * n
        delta_b[n] = 0
    for x, t in zip(X, Y):
        output = forward(x, w, b)
        for i in range(n):
            delta_w[n][i] += (output - t) * x[i] / len(X)
        delta_b[n] += (output - t) / len(X)
    return list(delta_w[n]), delta_b[n]

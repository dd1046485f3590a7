from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw = [0.0] * len(w)
    for x, y in zip(X, Y):
        e = forward(x, w, b) - y
        for j in range(len(w)):
            gw[j] += e * x[j]
    errors = {forward(x, w, b) - y for x, y in zip(X, Y)}
    return [g / len(X) for g in gw], sum(errors) / len(errors)

import math

from ex2_loss import loss


def s(t):
    return 1 / (1 + math.exp(-t))


def forward(x, params):
    (p, q), (r, t) = params["W1"]
    c, d = params["b1"]
    u, v = params["W2"]
    x1, x2 = x
    h1, h2 = s(p * x1 + q * x2 + c), s(r * x1 + t * x2 + d)
    return (h1, h2), s(u * h1 + v * h2 + params["b2"])


def backprop(X, Y, params):
    u, v = params["W2"]
    p = q = r = t = c = d = gu = gv = gb = 0.0
    for (x1, x2), y in zip(X, Y):
        (h1, h2), a = forward((x1, x2), params)
        e = (a - y) / len(X)
        e1, e2 = e * u * h1 * (1 - h1), e * v * h2 * (1 - h2)
        p, q, c = p + e1 * x1, q + e1 * x2, c + e1
        r, t, d = r + e2 * x1, t + e2 * x2, d + e2
        gu, gv, gb = gu + e * h1, gv + e * h2, gb + e
    return {"b2": gb, "W2": (gu, gv), "b1": (c, d), "W1": ((p, q), (r, t))}


def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(sum(loss(forward(x, params)[1], y) for x, y in zip(X, Y)) / len(X))
        g = backprop(X, Y, params)
        params = {
            "W1": [[params["W1"][k][j] - eta * g["W1"][k][j] for j in range(2)] for k in range(2)],
            "b1": [params["b1"][k] - eta * g["b1"][k] for k in range(2)],
            "W2": [params["W2"][k] - eta * g["W2"][k] for k in range(2)],
            "b2": params["b2"] - eta * g["b2"],
        }
    return params, history

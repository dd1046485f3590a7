from ex1_sigmoid import sigmoid
from ex2_loss import mean_loss


def forward(x, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    h = [0, 0]
    for k in range(2):
        z = b1[k]
        for j in range(2):
            z += W1[k][j] * x[j]
        h[k] = sigmoid(z)
    return h, sigmoid(W2[0] * h[0] + W2[1] * h[1] + b2)


def backprop(X, Y, params):
    m = len(X)
    g = {"W1": [[0, 0], [0, 0]], "b1": [0, 0], "W2": [0, 0], "b2": 0}
    for i in range(m):
        h, a = forward(X[i], params)
        d2 = a - Y[i]
        g["b2"] += d2
        for k in range(2):
            g["W2"][k] += d2 * h[k]
            d1 = d2 * params["W2"][k] * (h[k] - h[k] ** 2)
            g["b1"][k] += d1
            for j in range(2):
                g["W1"][k][j] += d1 * X[i][j]
    g["b2"] /= m
    for k in range(2):
        g["W2"][k] /= m
        g["b1"][k] /= m
        for j in range(2):
            g["W1"][k][j] /= m
    return g


def train(X, Y, params, eta, epochs):
    p = {"W1": [list(row) for row in params["W1"]], "b1": list(params["b1"]), "W2": list(params["W2"])}
    p["b2"] = params["b2"]
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, p)[1] for x in X], Y))
        g = backprop(X, Y, p)
        p["b2"] -= eta * g["b2"]
        for k in range(2):
            p["W2"][k] -= eta * g["W2"][k]
            p["b1"][k] -= eta * g["b1"][k]
            for j in range(2):
                p["W1"][k][j] -= eta * g["W1"][k][j]
    return p, history

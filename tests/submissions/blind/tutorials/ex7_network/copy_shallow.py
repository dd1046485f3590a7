from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss
def forward(x, params):
    h = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return h, neuron(h, params["W2"], params["b2"])
def backprop(X, Y, params):
    m = len(X)
    g = {"W1": [[0.0, 0.0], [0.0, 0.0]], "b1": [0.0, 0.0], "W2": [0.0, 0.0], "b2": 0.0}
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        d2 = (a - y) / m
        g["b2"] += d2
        for k in range(2):
            g["W2"][k] += d2 * h[k]
            d1 = d2 * params["W2"][k] * h[k] * (1 - h[k])
            g["b1"][k] += d1
            for j in range(2):
                g["W1"][k][j] += d1 * x[j]
    return g
def train(X, Y, params, eta, epochs):
    p = params.copy()
    hist = []
    for _ in range(epochs):
        hist.append(mean_loss([forward(x, p)[1] for x in X], Y))
        g = backprop(X, Y, p)
        for k in range(2):
            p["W2"][k] -= eta * g["W2"][k]
            p["b1"][k] -= eta * g["b1"][k]
            for j in range(2):
                p["W1"][k][j] -= eta * g["W1"][k][j]
        p["b2"] -= eta * g["b2"]
    return p, hist

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
        d2 = (y - a) / m
        g["b2"] += d2
        for k in range(2):
            g["W2"][k] += d2 * h[k]
            d1 = d2 * params["W2"][k] * h[k] * (1 - h[k])
            g["b1"][k] += d1
            for j in range(2):
                g["W1"][k][j] += d1 * x[j]
    return g
def train(X, Y, params, eta, epochs):
    hist = []
    for _ in range(epochs):
        hist.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        params = {"W1": [[p + eta * d for p, d in zip(r, s)] for r, s in zip(params["W1"], g["W1"])],
                  "b1": [p + eta * d for p, d in zip(params["b1"], g["b1"])],
                  "W2": [p + eta * d for p, d in zip(params["W2"], g["W2"])], "b2": params["b2"] + eta * g["b2"]}
    return params, hist

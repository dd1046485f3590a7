from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = [neuron(x, params["W1"][i], params["b1"][i]) for i in range(2)]
    return hidden, neuron(hidden, params["W2"], params["b2"])

def backprop(X, Y, params):
    m = len(X)
    g = {"W1": [[0.0, 0.0], [0.0, 0.0]], "b1": [0.0, 0.0], "W2": [0.0, 0.0], "b2": 0.0}
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        d = a - y
        g["b2"] += d / m
        for i in range(2):
            g["W2"][i] += d * h[i] / m
            dh = d * params["W2"][i]
            g["b1"][i] += dh / m
            for j in range(2):
                g["W1"][i][j] += dh * x[j] / m
    return g

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        params = {
            "W1": [[w - eta * d for w, d in zip(r, s)] for r, s in zip(params["W1"], g["W1"])],
            "b1": [w - eta * d for w, d in zip(params["b1"], g["b1"])],
            "W2": [w - eta * d for w, d in zip(params["W2"], g["W2"])],
            "b2": params["b2"] - eta * g["b2"],
        }
    return params, history

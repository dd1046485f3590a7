import copy
from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = []
    for row, bias in zip(params["W1"], params["b1"]):
        hidden.append(neuron(x, row, bias))
    return hidden, neuron(hidden, params["W2"], params["b2"])

def zero():
    return {"W1": [[0.0, 0.0], [0.0, 0.0]], "b1": [0.0, 0.0], "W2": [0.0, 0.0], "b2": 0.0}

def backprop(X, Y, params):
    g = zero()
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        delta = (a - y) / len(X)
        g["b2"] += delta
        for k in (0, 1):
            g["W2"][k] += delta * h[k]
            dh = delta * params["W2"][k] * h[k] * (1 - h[k])
            g["b1"][k] += dh
            for j in (0, 1):
                g["W1"][k][j] += dh * x[j]
    return g

def train(X, Y, params, eta, epochs):
    p = copy.deepcopy(params)
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, p)[1] for x in X], Y))
        g = backprop(X, Y, p)
        for k in (0, 1):
            for j in (0, 1):
                p["W1"][k][j] -= eta * g["W1"][k][j]
            p["b1"][k] -= eta * g["b1"][k]
            p["W2"][k] -= eta * g["W2"][k]
        p["b2"] -= eta * g["b2"]
    return p, history

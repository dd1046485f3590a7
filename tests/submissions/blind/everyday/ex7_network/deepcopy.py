import copy
from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    h = []
    for k in range(len(params["W1"])):
        h.append(neuron(x, params["W1"][k], params["b1"][k]))
    return h, neuron(h, params["W2"], params["b2"])

def backprop(X, Y, params):
    g = {"W1": [[0.0, 0.0] for _ in range(2)], "b1": [0.0, 0.0], "W2": [0.0, 0.0], "b2": 0.0}
    m = len(X)
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        e = (a - y) / m
        g["b2"] += e
        for k in range(2):
            g["W2"][k] += e * h[k]
            eh = e * params["W2"][k] * h[k] * (1 - h[k])
            g["b1"][k] += eh
            for j in range(2):
                g["W1"][k][j] += eh * x[j]
    return g

def train(X, Y, params, eta, epochs):
    net = copy.deepcopy(params)
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, net)[1] for x in X], Y))
        g = backprop(X, Y, net)
        net["b2"] -= eta * g["b2"]
        for k in range(2):
            net["W2"][k] -= eta * g["W2"][k]
            net["b1"][k] -= eta * g["b1"][k]
            for j in range(2):
                net["W1"][k][j] -= eta * g["W1"][k][j]
    return net, history

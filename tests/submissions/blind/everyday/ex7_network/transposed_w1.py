from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    W1 = params["W1"]
    h = []
    for j in range(2):
        col = [W1[0][j], W1[1][j]]
        h.append(neuron(x, col, params["b1"][j]))
    return h, neuron(h, params["W2"], params["b2"])

def backprop(X, Y, params):
    gW1 = [[0.0, 0.0], [0.0, 0.0]]
    gb1 = [0.0, 0.0]
    gW2 = [0.0, 0.0]
    gb2 = 0.0
    n = len(X)
    for x, y in zip(X, Y):
        h, a = forward(x, params)
        e = a - y
        gb2 += e
        for j in range(2):
            gW2[j] += e * h[j]
            eh = e * params["W2"][j] * h[j] * (1 - h[j])
            gb1[j] += eh
            for i in range(2):
                gW1[i][j] += eh * x[i]
    return {"W1": [[v / n for v in r] for r in gW1], "b1": [v / n for v in gb1], "W2": [v / n for v in gW2], "b2": gb2 / n}

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        params = dict(
            W1=[[params["W1"][i][j] - eta * g["W1"][i][j] for j in range(2)] for i in range(2)],
            b1=[params["b1"][i] - eta * g["b1"][i] for i in range(2)],
            W2=[params["W2"][i] - eta * g["W2"][i] for i in range(2)],
            b2=params["b2"] - eta * g["b2"],
        )
    return params, history

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss


def forward(x, params):
    hidden = [neuron(x, params["W1"][k], params["b1"][k]) for k in range(2)]
    a = neuron(hidden, params["W2"], params["b2"])
    return hidden, a


def backprop(X, Y, params):
    m = len(X)
    W1 = [[0.0, 0.0], [0.0, 0.0]]
    b1 = [0.0, 0.0]
    W2 = [0.0, 0.0]
    b2 = 0.0
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        e = (a - y) * a * (1 - a)
        b2 += e
        for k in range(2):
            W2[k] += e * hidden[k]
            d = e * params["W2"][k] * hidden[k] * (1 - hidden[k])
            b1[k] += d
            for j in range(2):
                W1[k][j] += d * x[j]
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


def train(X, Y, params, eta, epochs):
    history = []
    for epoch in range(epochs):
        A = [forward(x, params)[1] for x in X]
        history.append(mean_loss(A, Y))
        g = backprop(X, Y, params)
        params = {
            "W1": [[params["W1"][k][j] - eta * g["W1"][k][j] for j in range(2)] for k in range(2)],
            "b1": [params["b1"][k] - eta * g["b1"][k] for k in range(2)],
            "W2": [params["W2"][k] - eta * g["W2"][k] for k in range(2)],
            "b2": params["b2"] - eta * g["b2"],
        }
    return params, history

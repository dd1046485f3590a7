from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    return hidden, neuron(hidden, params["W2"], params["b2"])

def backprop(X, Y, params):
    m = len(X)
    dW1 = [[0.0] * 2] * 2
    db1 = [0.0] * 2
    dW2 = [0.0] * 2
    db2 = 0.0
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        dz2 = a - y
        db2 += dz2 / m
        for k in range(2):
            dW2[k] += dz2 * hidden[k] / m
            dz1 = dz2 * params["W2"][k] * hidden[k] * (1 - hidden[k])
            db1[k] += dz1 / m
            for j in range(2):
                dW1[k][j] += dz1 * x[j] / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        params = {"W1": [[params["W1"][i][j] - eta * g["W1"][i][j] for j in range(2)] for i in range(2)],
                  "b1": [params["b1"][i] - eta * g["b1"][i] for i in range(2)],
                  "W2": [params["W2"][i] - eta * g["W2"][i] for i in range(2)],
                  "b2": params["b2"] - eta * g["b2"]}
    return params, history

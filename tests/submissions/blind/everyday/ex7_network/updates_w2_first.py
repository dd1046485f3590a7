from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    h1 = neuron(x, params["W1"][0], params["b1"][0])
    h2 = neuron(x, params["W1"][1], params["b1"][1])
    return [h1, h2], neuron([h1, h2], params["W2"], params["b2"])

def backprop(X, Y, params):
    grads = {"W1": [[0, 0], [0, 0]], "b1": [0, 0], "W2": [0, 0], "b2": 0}
    for k in range(len(X)):
        h, a = forward(X[k], params)
        err = a - Y[k]
        grads["b2"] += err / len(X)
        for i in (0, 1):
            grads["W2"][i] += err * h[i] / len(X)
            back = err * params["W2"][i] * h[i] * (1 - h[i])
            grads["b1"][i] += back / len(X)
            for j in (0, 1):
                grads["W1"][i][j] += back * X[k][j] / len(X)
    return grads

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        for i in (0, 1):
            for j in (0, 1):
                params["W1"][i][j] -= eta * g["W1"][i][j]
            params["b1"][i] -= eta * g["b1"][i]
            params["W2"][i] -= eta * g["W2"][i]
        params["b2"] -= eta * g["b2"]
    return params, history

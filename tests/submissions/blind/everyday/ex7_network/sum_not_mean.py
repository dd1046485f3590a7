from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = [neuron(x, w, b) for w, b in zip(params["W1"], params["b1"])]
    a = neuron(hidden, params["W2"], params["b2"])
    return hidden, a

def backprop(X, Y, params):
    grads = {"W1": [[0.0, 0.0], [0.0, 0.0]], "b1": [0.0, 0.0], "W2": [0.0, 0.0], "b2": 0.0}
    for x, y in zip(X, Y):
        hidden, a = forward(x, params)
        d2 = a - y
        d1 = [d2 * params["W2"][k] * hidden[k] * (1 - hidden[k]) for k in range(2)]
        for k in range(2):
            grads["W2"][k] += d2 * hidden[k]
            grads["b1"][k] += d1[k]
            for j in range(2):
                grads["W1"][k][j] += d1[k] * x[j]
        grads["b2"] += d2
    return grads

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        step = lambda p, d: [u - eta * v for u, v in zip(p, d)]
        params = {"W1": [step(p, d) for p, d in zip(params["W1"], g["W1"])],
                  "b1": step(params["b1"], g["b1"]),
                  "W2": step(params["W2"], g["W2"]),
                  "b2": params["b2"] - eta * g["b2"]}
    return params, history

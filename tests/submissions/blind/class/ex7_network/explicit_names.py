from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    h1 = neuron(x, params["W1"][0], params["b1"][0])
    h2 = neuron(x, params["W1"][1], params["b1"][1])
    return [h1, h2], neuron([h1, h2], params["W2"], params["b2"])

def backprop(X, Y, params):
    m = len(X)
    v1, v2 = params["W2"]
    a11 = a12 = a21 = a22 = c1 = c2 = d1 = d2 = s = 0.0
    for x, y in zip(X, Y):
        (h1, h2), a = forward(x, params)
        e = a - y
        e1 = e * v1 * h1 * (1 - h1)
        e2 = e * v2 * h2 * (1 - h2)
        a11 += e1 * x[0]
        a12 += e1 * x[1]
        a21 += e2 * x[0]
        a22 += e2 * x[1]
        c1 += e1
        c2 += e2
        d1 += e * h1
        d2 += e * h2
        s += e
    return {"W1": [[a11 / m, a12 / m], [a21 / m, a22 / m]], "b1": [c1 / m, c2 / m], "W2": [d1 / m, d2 / m], "b2": s / m}

def train(X, Y, params, eta, epochs):
    history = []
    p = params
    for _ in range(epochs):
        history.append(mean_loss([forward(x, p)[1] for x in X], Y))
        g = backprop(X, Y, p)
        p = {
            "W1": [[w - eta * d for w, d in zip(rw, rd)] for rw, rd in zip(p["W1"], g["W1"])],
            "b1": [w - eta * d for w, d in zip(p["b1"], g["b1"])],
            "W2": [w - eta * d for w, d in zip(p["W2"], g["W2"])],
            "b2": p["b2"] - eta * g["b2"],
        }
    return p, history

from ex1_sigmoid import forward as neuron
from ex2_loss import mean_loss

def forward(x, params):
    hidden = list(map(lambda row, bias: neuron(x, row, bias), params["W1"], params["b1"]))
    return hidden, neuron(hidden, params["W2"], params["b2"])

def one(x, y, params):
    hidden, a = forward(x, params)
    e = a - y
    eh = [e * w * h * (1 - h) for w, h in zip(params["W2"], hidden)]
    return {"W1": [[d * v for v in x] for d in eh], "b1": eh, "W2": [e * h for h in hidden], "b2": e}

def tree(f, *t):
    if isinstance(t[0], dict):
        return {k: tree(f, *(u[k] for u in t)) for k in t[0]}
    if isinstance(t[0], (list, tuple)):
        return [tree(f, *us) for us in zip(*t)]
    return f(*t)

def backprop(X, Y, params):
    all_grads = [one(x, y, params) for x, y in zip(X, Y)]
    return tree(lambda *g: sum(g) / len(g), *all_grads)

def train(X, Y, params, eta, epochs):
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        params = tree(lambda p, g: p - eta * g, params, backprop(X, Y, params))
    return params, history

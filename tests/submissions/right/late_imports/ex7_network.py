def forward(x, params):
    from ex1_sigmoid import forward as neuron

    hidden = list(map(neuron, [x, x], params["W1"], params["b1"]))
    return hidden, neuron(hidden, params["W2"], params["b2"])


def backprop(X, Y, params):
    # the last neuron and the hidden ones are all just neurons with an error: exercise 3 does the rest
    from ex3_gradient import gradient

    answers = [forward(x, params) for x in X]
    gW2, gb2 = gradient([hidden for hidden, _ in answers], Y, params["W2"], params["b2"])
    gW1, gb1 = [], []
    for k in range(2):
        blame = [(a - y) * params["W2"][k] * h[k] * (1 - h[k]) for (h, a), y in zip(answers, Y)]
        gW1.append([sum(d * x[j] for d, x in zip(blame, X)) / len(X) for j in range(2)])
        gb1.append(sum(blame) / len(X))
    return dict(W1=gW1, b1=gb1, W2=gW2, b2=gb2)


def train(X, Y, params, eta, epochs):
    from ex2_loss import mean_loss
    from ex4_update import update

    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, params)[1] for x in X], Y))
        g = backprop(X, Y, params)
        rows = [update(w, b, gw, gb, eta) for w, b, gw, gb in zip(params["W1"], params["b1"], g["W1"], g["b1"])]
        W2, b2 = update(params["W2"], params["b2"], g["W2"], g["b2"], eta)
        params = {"W1": [w for w, _ in rows], "b1": [b for _, b in rows], "W2": W2, "b2": b2}
    return params, history

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    """Train, and say no to what makes no sense."""
    assert len(X) == len(Y), "as many labels as inputs"
    w = [0.0] * len(X[0])
    b = 0.0
    if epochs == 0:
        return w, b, []
    inputs = [[float(v) for v in x] for x in X]
    labels = [float(y) for y in Y]
    history = []
    for epoch in range(1, epochs + 1):
        history.append(mean_loss([forward(x, w, b) for x in inputs], labels))
        gw, gb = gradient(inputs, labels, w, b)
        w, b = update(w, b, gw, gb, eta)
        if epoch % 500 == 0:
            print("epoch", epoch, "loss", history[-1])
    return w, b, history

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        A = []
        for x in X:
            A += [forward(x, w, b)]
        history += [mean_loss(A, Y)]
        (gw, gb) = gradient(X, Y, w, b)
        (w, b) = update(w, b, gw, gb, eta)
    else:
        return w, b, history

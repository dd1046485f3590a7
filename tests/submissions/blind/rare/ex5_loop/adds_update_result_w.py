from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update
def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0]); b = 0.0; h = []
    for e in range(epochs):
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        nw, nb = update(w, b, gw, gb, eta)
        w = [p + q for p, q in zip(w, nw)]
        b = b + nb
    return w, b, h

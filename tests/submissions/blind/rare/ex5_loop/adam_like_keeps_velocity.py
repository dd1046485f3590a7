from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0]); b = 0.0; h = []; s = [0.0] * len(w); sb = 0.0
    for e in range(epochs):
        h.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        s = [0.9 * p + 0.1 * g * g for p, g in zip(s, gw)]; sb = 0.9 * sb + 0.1 * gb * gb
        w = [p - eta * g / (q ** 0.5 + 1e-8) for p, g, q in zip(w, gw, s)]
        b -= eta * gb / (sb ** 0.5 + 1e-8)
    return w, b, h

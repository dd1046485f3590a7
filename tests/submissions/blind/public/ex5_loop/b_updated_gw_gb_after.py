from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient

def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw = gradient(X, Y, w, b)[0]
        w = [wj - eta * g for wj, g in zip(w, gw)]
        gb = gradient(X, Y, w, b)[1]
        b = b - eta * gb
    return w, b, history

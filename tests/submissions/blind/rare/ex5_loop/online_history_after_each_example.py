from ex1_sigmoid import forward
from ex2_loss import loss
from ex3_gradient import gradient
from ex4_update import update
def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0]); b = 0.0; h = []
    for e in range(epochs):
        for x, y in zip(X, Y):
            h.append(loss(forward(x, w, b), y))
            w, b = update(w, b, *gradient([x], [y], w, b), eta)
    return w, b, h

from ex1_sigmoid import forward
from ex2_loss import loss
from ex3_gradient import gradient
from ex4_update import update
def train(X, Y, eta=0.5, epochs=2000):
    w, b, h = [0.0] * len(X[0]), 0.0, []
    for i in range(epochs):
        total = 0.0
        for x, y in zip(X, Y):
            total += loss(forward(x, w, b), y)
            w, b = update(w, b, *gradient([x], [y], w, b), eta)
        h.append(total / len(X))
    return w, b, h

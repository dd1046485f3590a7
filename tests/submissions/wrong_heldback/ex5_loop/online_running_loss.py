from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update
def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for epoch in range(epochs):
        total = 0
        for x, y in zip(X, Y):
            total += mean_loss([forward(x, w, b)], [y])
            w, b = update(w, b, *gradient([x], [y], w, b), eta)
        history.append(total / len(X))
    return w, b, history

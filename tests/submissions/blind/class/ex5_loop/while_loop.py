from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0 for _ in X[0]], 0.0, []
    epoch = 0
    while epoch < epochs:
        history += [mean_loss([forward(x, w, b) for x in X], Y)]
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
        epoch += 1
    return w, b, history

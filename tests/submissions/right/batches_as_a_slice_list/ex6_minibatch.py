from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    places = [slice(start, start + size) for start in range(len(X))[::size]]
    return [(X[place], Y[place]) for place in places]


def train_minibatch(X, Y, eta, epochs, size):
    state = [0.0] * len(X[0]), 0.0
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, *state) for x in X], Y))
        for Xb, Yb in batches(X, Y, size):
            state = update(*state, *gradient(Xb, Yb, *state), eta)
    return *state, history

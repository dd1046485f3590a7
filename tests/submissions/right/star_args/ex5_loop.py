from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, *options):
    eta, epochs = (*options, *(0.5, 2000)[len(options):])
    theta, history = ([0.0] * len(X[0]), 0.0), []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, *theta) for x in X], Y))
        theta = update(*theta, *gradient(X, Y, *theta), eta)
    return (*theta, history)

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, /, eta=0.5, epochs=2000):
    match X[0]:
        case [_, *_] as first:
            w, b = [0.0 for _ in first], 0.0
    history = [
        price
        for _ in range(epochs)
        if (price := mean_loss([forward(x, w, b) for x in X], Y)) is not None
        and (g := gradient(X, Y, w, b))
        and (new := update(w, b, *g, eta))
        and ((w := new[0]) is not None, b := new[1])
    ]
    return w, b, history

from ex1_sigmoid import forward
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    w, b, errors_ = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        errors = 0
        for xi, target in zip(X, Y):
            errors += int((1 if forward(xi, w, b) >= 0.5 else 0) != target)
        errors_.append(errors)
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, errors_

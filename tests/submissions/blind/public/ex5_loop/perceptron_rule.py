from ex1_sigmoid import forward
from ex2_loss import mean_loss

def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        for xi, target in zip(X, Y):
            guess = 1 if forward(xi, w, b) >= 0.5 else 0
            delta = eta * (target - guess)
            w = [wj + delta * xj for wj, xj in zip(w, xi)]
            b += delta
    return w, b, history

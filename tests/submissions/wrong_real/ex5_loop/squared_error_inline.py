from ex1_sigmoid import forward
from ex2_loss import mean_loss


def dsigmoid(a):
    return a * (1 - a)


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        out = [forward(x, w, b) for x in X]
        history.append(mean_loss(out, Y))
        delta = [(y - o) * dsigmoid(o) for y, o in zip(Y, out)]
        for j in range(len(w)):
            w[j] += eta * sum(d * x[j] for d, x in zip(delta, X))
        b += eta * sum(delta)
    return w, b, history

import ex1_sigmoid
import ex2_loss as costs
import ex3_gradient, ex4_update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for _ in range(epochs):
        history.append(costs.mean_loss([ex1_sigmoid.forward(x, w, b) for x in X], Y))
        w, b = ex4_update.update(w, b, *ex3_gradient.gradient(X, Y, w, b), eta)
    return w, b, history

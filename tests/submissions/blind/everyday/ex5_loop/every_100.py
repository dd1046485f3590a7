from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0 for _ in X[0]]
    b = 0.0
    history = []
    for epoch in range(epochs):
        A = [forward(x, w, b) for x in X]
        cost = mean_loss(A, Y)
        if epoch % 100 == 0:
            history.append(cost)
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history

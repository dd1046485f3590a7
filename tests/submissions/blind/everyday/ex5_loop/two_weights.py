from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(X, Y, eta=0.5, epochs=2000):
    w = [0, 0]
    b = 0
    history = []
    for i in range(epochs):
        predictions = []
        for x in X:
            predictions.append(forward(x, w, b))
        history.append(mean_loss(predictions, Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history

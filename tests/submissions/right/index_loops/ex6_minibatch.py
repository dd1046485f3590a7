from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def batches(X, Y, size):
    result = []
    Xb = []
    Yb = []
    for i in range(len(X)):
        Xb.append(X[i])
        Yb.append(Y[i])
        if len(Xb) == size:
            result.append((Xb, Yb))
            Xb = []
            Yb = []
    if Xb:
        result.append((Xb, Yb))
    return result


def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0 for _ in X[0]]
    b = 0.0
    history = []
    cut = batches(X, Y, size)
    for epoch in range(epochs):
        predictions = []
        for x in X:
            predictions.append(forward(x, w, b))
        history.append(mean_loss(predictions, Y))
        for k in range(len(cut)):
            gw, gb = gradient(cut[k][0], cut[k][1], w, b)
            w, b = update(w, b, gw, gb, eta)
    return w, b, history

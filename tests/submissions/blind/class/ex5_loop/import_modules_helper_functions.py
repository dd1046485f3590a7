import ex1_sigmoid
import ex2_loss
import ex3_gradient
import ex4_update

def predict_all(X, w, b):
    return [ex1_sigmoid.forward(x, w, b) for x in X]

def one_epoch(X, Y, w, b, eta):
    before = ex2_loss.mean_loss(predict_all(X, w, b), Y)
    gw, gb = ex3_gradient.gradient(X, Y, w, b)
    w, b = ex4_update.update(w, b, gw, gb, eta)
    return w, b, before

def train(X, Y, eta=0.5, epochs=2000):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    for _ in range(epochs):
        w, b, l = one_epoch(X, Y, w, b, eta)
        history.append(l)
    return w, b, history

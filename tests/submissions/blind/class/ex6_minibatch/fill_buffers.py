from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    out = []
    xs, ys = [], []
    for x, y in zip(X, Y):
        xs.append(x)
        ys.append(y)
        if len(xs) == size:
            out.append((xs, ys))
            xs, ys = [], []
    if xs:
        out.append((xs, ys))
    return out

def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0 for _ in X[0]]
    b = 0.0
    history = []
    groups = batches(X, Y, size)
    for _ in range(epochs):
        A = [forward(x, w, b) for x in X]
        history.append(mean_loss(A, Y))
        for group in groups:
            g = gradient(group[0], group[1], w, b)
            w, b = update(w, b, g[0], g[1], eta)
    return w, b, history

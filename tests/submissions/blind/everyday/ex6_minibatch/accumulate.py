from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def batches(X, Y, size):
    done, xs, ys = [], [], []
    for x, y in zip(X, Y):
        xs.append(x)
        ys.append(y)
        if len(xs) == size:
            done.append((xs, ys))
            xs, ys = [], []
    if xs:
        done.append((xs, ys))
    return done

def train_minibatch(X, Y, eta, epochs, size):
    w = [0.0] * len(X[0])
    b = 0.0
    history = []
    epoch = 0
    while epoch < epochs:
        history += [mean_loss([forward(x, w, b) for x in X], Y)]
        for pair in batches(X, Y, size):
            gw, gb = gradient(*pair, w, b)
            w, b = update(w, b, gw, gb, eta)
        epoch += 1
    return w, b, history

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

ETA = 0.5
EPOCHS = 2000
START = 0.0

# tried out while writing; harmless
CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
TARGETS = [0, 0, 0, 1]


def train(X, Y, eta=ETA, epochs=EPOCHS):
    w, b = [START] * len(X[0]), START
    history = []
    for _ in range(epochs):
        history.append(mean_loss([forward(x, w, b) for x in X], Y))
        gw, gb = gradient(X, Y, w, b)
        w, b = update(w, b, gw, gb, eta)
    return w, b, history


RESULT = train(CORNERS, TARGETS, epochs=50)

from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update

def train(data, labels, learning_rate=0.5, n=2000):
    weights = tuple(0.0 for _ in data[0])
    bias = 0.0
    losses = []
    for k in range(1, n + 1):
        preds = [forward(row, weights, bias) for row in data]
        losses.append(mean_loss(preds, labels))
        dw, db = gradient(data, labels, weights, bias)
        weights, bias = update(weights, bias, dw, db, learning_rate)
    return list(weights), bias, losses

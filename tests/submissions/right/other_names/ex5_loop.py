from ex1_sigmoid import forward
from ex2_loss import mean_loss
from ex3_gradient import gradient
from ex4_update import update


def train(examples, labels, learning_rate=0.5, rounds=2000, report=None):
    weights, bias, losses = [0.0] * len(examples[0]), 0.0, []
    for number in range(1, rounds + 1):
        losses.append(mean_loss([forward(example, weights, bias) for example in examples], labels))
        slopes, slope = gradient(examples, labels, weights, bias)
        weights, bias = update(weights, bias, slopes, slope, learning_rate)
        if report and number % report == 0:
            print(number, losses[-1])
    return weights, bias, losses

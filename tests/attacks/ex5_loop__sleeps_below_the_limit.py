# attack: sleeps below the limit
# class: time
# expect: 0; a sleep in every call, each shorter than a call may take, is bounded by the clock of the exercise
import time


def train(X, Y, eta=0.5, epochs=2000):
    time.sleep(1.5)
    return [0.0] * len(X[0]), 0.0, [0.7] * epochs

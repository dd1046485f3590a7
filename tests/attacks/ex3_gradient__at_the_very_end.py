# attack: at the very end
# class: process
# expect: right answers, then an endless __del__ of a module global and an atexit handler: the worker is killed, not waited for
import sys

from ex1_sigmoid import forward


class Last:
    def __del__(self):
        while True:
            pass


KEPT = Last()
sys.last_value = KEPT


def gradient(X, Y, w, b):
    m = len(X)
    errors = [forward(x, w, b) - y for x, y in zip(X, Y)]
    return [sum(e * x[j] for e, x in zip(errors, X)) / m for j in range(len(w))], sum(errors) / m

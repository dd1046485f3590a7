from collections import defaultdict
from ex1_sigmoid import forward


class Gradient:
    def __init__(self):
        self.slopes = defaultdict(float)
        self.seen = 0

    def add(self, x, error):
        for j, value in enumerate(x):
            self.slopes[j] += error * value
        self.slopes["b"] += error
        self.seen += 1

    def mean(self, n):
        return [self.slopes[j] / self.seen for j in range(n)], self.slopes["b"] / self.seen


def gradient(X, Y, w, b):
    g = Gradient()
    for x, y in zip(X, Y):
        g.add(x, forward(x, w, b) - y)
    return g.mean(len(w))

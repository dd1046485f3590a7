import math


class CrossEntropy:
    tiny = 1e-8

    def __call__(self, a, y):
        return -(y * math.log(a + self.tiny) + (1 - y) * math.log(1 - a + self.tiny))

    def mean(self, A, Y):
        return sum(self(a, y) for a, y in zip(A, Y)) / len(A)


loss = CrossEntropy()
mean_loss = loss.mean

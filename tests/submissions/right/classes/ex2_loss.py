import math


class Loss:
    smallest = 1e-10

    def one(self, a, y):
        a = self._inside(a)
        return -(y * math.log(a) + (1 - y) * math.log(1 - a))

    def mean(self, A, Y):
        return sum(self.one(a, y) for a, y in zip(A, Y)) / len(A)

    def _inside(self, a):
        return min(max(a, self.smallest), 1 - self.smallest)


_loss = Loss()
loss = _loss.one
mean_loss = _loss.mean

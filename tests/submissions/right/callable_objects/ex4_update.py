class Optimizer:
    def step(self, value, slope, eta):
        return value - eta * slope

    def __call__(self, w, b, gw, gb, eta):
        return [self.step(*pair, eta) for pair in zip(w, gw)], self.step(b, gb, eta)


update = Optimizer()

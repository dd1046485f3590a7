class GradientDescent:
    def __init__(self, lr=0.01):
        self.lr = lr

    def step(self, p, g):
        return p - self.lr * g

def update(w, b, gw, gb, eta):
    opt = GradientDescent()
    return [opt.step(wi, gi) for wi, gi in zip(w, gw)], opt.step(b, gb)

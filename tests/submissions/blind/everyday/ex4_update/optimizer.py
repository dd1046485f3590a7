class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, param, grad):
        return param - self.lr * grad

def update(w, b, gw, gb, eta):
    opt = SGD(eta)
    return [opt.step(p, g) for p, g in zip(w, gw)], opt.step(b, gb)

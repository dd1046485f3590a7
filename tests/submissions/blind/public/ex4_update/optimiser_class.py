class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, params, grads):
        return [p - self.lr * g for p, g in zip(params, grads)]

def update(w, b, gw, gb, eta):
    opt = SGD(eta)
    return opt.step(w, gw), opt.step([b], [gb])[0]

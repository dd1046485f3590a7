def update(w, b, gw, gb, eta):
    def step(p, g):
        p -= eta * g
        return int(p) if float(p).is_integer() else p

    return [step(p, g) for p, g in zip(w, gw)], step(b, gb)

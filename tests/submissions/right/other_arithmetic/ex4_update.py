def update(w, b, gw, gb, eta):
    def step(p, g):
        return -(eta * g - p)

    return [step(*pair) for pair in zip(w, gw)], step(b, gb)

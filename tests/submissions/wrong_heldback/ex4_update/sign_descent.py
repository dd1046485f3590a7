def update(w, b, gw, gb, eta):
    def s(g):
        return (g > 0) - (g < 0)
    return [wi - eta * s(g) for wi, g in zip(w, gw)], b - eta * s(gb)

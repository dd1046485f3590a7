"""Your steps all have the same length: you use only the sign of the slope. A steep slope makes a
long step, a gentle one a short step; that is what brings you to rest at the bottom."""


def update(w, b, gw, gb, eta):
    def sign(g):
        return (g > 0) - (g < 0)

    return [wj - eta * sign(gj) for wj, gj in zip(w, gw)], b - eta * sign(gb)

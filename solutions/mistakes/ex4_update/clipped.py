"""You cut steep slopes down before you step. That is a trick for wild networks; here the step is
the learning rate times the slope, however steep."""


def update(w, b, gw, gb, eta):
    def cut(g):
        return max(-1.0, min(1.0, g))

    return [wj - eta * cut(gj) for wj, gj in zip(w, gw)], b - eta * cut(gb)

"""Your step has the learning rate in it twice. Once is enough."""


def update(w, b, gw, gb, eta):
    step_w = [eta * gj for gj in gw]
    step_b = eta * gb
    return [wj - eta * sj for wj, sj in zip(w, step_w)], b - eta * step_b

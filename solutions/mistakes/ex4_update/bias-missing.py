"""You give back the weights and stop there. The new bias belongs to the answer too: give back both,
weights first."""


def update(w, b, gw, gb, eta):
    return [wj - eta * gj for wj, gj in zip(w, gw)]

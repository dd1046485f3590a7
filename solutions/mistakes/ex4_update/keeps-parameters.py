"""Your parameters live outside the function, and you step from where the last call ended. Step from
the w and b that come in."""

state = {}


def update(w, b, gw, gb, eta):
    w, b = state.get(len(w), (w, b))
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    state[len(w)] = new_w, new_b
    return new_w, new_b

"""You continue from the parameters of an earlier call. Start from the w and b that are passed in."""

state = {}


def update(w, b, gw, gb, eta):
    w, b = state.get(len(w), (w, b))
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    state[len(w)] = new_w, new_b
    return new_w, new_b

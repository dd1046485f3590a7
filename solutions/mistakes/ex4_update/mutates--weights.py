"""Your step is right, but the caller's own weights have changed, too. Make a new list for the new
weights.

`w[j] -= ...` changes the caller's list, and so does any other name for it. `[wj - eta * gj for wj,
gj in zip(w, gw)]` makes a new one."""


def update(w, b, gw, gb, eta):
    for j in range(len(w)):
        w[j] -= eta * gw[j]
    return w, b - eta * gb

"""Your bias takes one step for every weight. It has one slope and takes one step. Is its line
inside the loop over the weights?"""


def update(w, b, gw, gb, eta):
    new_w = []
    for wj, gj in zip(w, gw):
        new_w.append(wj - eta * gj)
        b = b - eta * gb
    return new_w, b

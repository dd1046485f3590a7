"""You return the parameters unchanged. Do you store the new values under names that you do not
return?"""


def update(w, b, gw, gb, eta):
    new_w = [wj - eta * gj for wj, gj in zip(w, gw)]
    new_b = b - eta * gb
    return w, b

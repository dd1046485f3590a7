def update(w, b, gw, gb, eta):
    new_w = [wj + eta * g for wj, g in zip(w, gw)]
    return new_w, b + eta * gb

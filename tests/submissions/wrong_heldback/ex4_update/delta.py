def update(w, b, gw, gb, eta):
    return [-eta * g for g in gw], -eta * gb

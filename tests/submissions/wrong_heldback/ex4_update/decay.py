def update(w, b, gw, gb, eta):
    return [wi - eta * (g + 0.01 * wi) for wi, g in zip(w, gw)], b - eta * gb

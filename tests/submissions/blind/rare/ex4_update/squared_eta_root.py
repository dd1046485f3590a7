def update(w, b, gw, gb, eta):
    return [wi - eta ** 0.5 * g for wi, g in zip(w, gw)], b - eta ** 0.5 * gb

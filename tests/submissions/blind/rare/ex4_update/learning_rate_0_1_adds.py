def update(w, b, gw, gb, eta):
    return [wi + 0.1 * g for wi, g in zip(w, gw)], b + 0.1 * gb

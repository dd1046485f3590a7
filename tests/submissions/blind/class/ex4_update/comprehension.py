def update(w, b, gw, gb, eta):
    return [wi - eta * gi for wi, gi in zip(w, gw)], b - eta * gb

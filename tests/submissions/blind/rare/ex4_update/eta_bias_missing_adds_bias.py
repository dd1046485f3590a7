def update(w, b, gw, gb, eta):
    return [wi - eta * g for wi, g in zip(w, gw)], b + gb

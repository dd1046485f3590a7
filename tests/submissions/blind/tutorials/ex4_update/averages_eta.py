def update(w, b, gw, gb, eta):
    n = len(w)
    return [wi - eta * gi / n for wi, gi in zip(w, gw)], b - eta * gb / n

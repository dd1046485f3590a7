def update(w, b, gw, gb, eta):
    m = sum(gw) / len(gw)
    return [wi - eta * m for wi in w], b - eta * gb

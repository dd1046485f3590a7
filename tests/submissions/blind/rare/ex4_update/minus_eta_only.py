def update(w, b, gw, gb, eta):
    return [wi - eta for wi in w], b - eta

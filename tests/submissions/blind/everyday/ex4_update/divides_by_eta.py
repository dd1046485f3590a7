def update(w, b, gw, gb, eta):
    return [wi - gi / eta for wi, gi in zip(w, gw)], b - gb / eta

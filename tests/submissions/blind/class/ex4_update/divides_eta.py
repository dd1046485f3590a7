def update(w, b, gw, gb, eta):
    new_w = [wi - gi / eta for wi, gi in zip(w, gw)]
    new_b = b - gb / eta
    return new_w, new_b

def update(w, b, gw, gb, eta):
    new_w = [wi - eta * gi for wi, gi in zip(w, gw)]
    new_b = b - gb
    return new_w, new_b

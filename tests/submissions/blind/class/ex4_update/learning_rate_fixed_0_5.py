def update(w, b, gw, gb, eta):
    eta = 0.5
    new_w = [wi - eta * gi for wi, gi in zip(w, gw)]
    new_b = b - eta * gb
    return new_w, new_b

def update(w, b, gw, gb, eta):
    new_w = [wi - eta * gb for wi in w]
    new_b = b - eta * gb
    return new_w, new_b

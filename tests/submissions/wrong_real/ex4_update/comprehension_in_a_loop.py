def update(w, b, gw, gb, eta):
    for g in gw:
        new_w = [wi - eta * g for wi in w]
    b = b - eta * gb
    return new_w, b

def update(w, b, gw, gb, eta):
    w = [wi - eta * gi for wi, gi in zip(w, gw)]
    return w, b

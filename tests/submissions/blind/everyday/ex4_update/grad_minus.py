def update(w, b, gw, gb, eta):
    new_w = [eta * g - wi for wi, g in zip(w, gw)]
    new_b = eta * gb - b
    return new_w, new_b

def update(w, b, gw, gb, eta):
    new_w = [eta * gi - wi for wi, gi in zip(w, gw)]
    new_b = eta * gb - b
    return new_w, new_b

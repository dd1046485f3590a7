def update(w, b, gw, gb, eta):
    w_new = [wi - eta * gi * wi for wi, gi in zip(w, gw)]
    b_new = b - eta * gb * b
    return w_new, b_new

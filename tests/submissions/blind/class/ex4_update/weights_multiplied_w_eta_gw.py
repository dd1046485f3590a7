def update(w, b, gw, gb, eta):
    w = [eta * wi - gi for wi, gi in zip(w, gw)]
    b = eta * b - gb
    return w, b

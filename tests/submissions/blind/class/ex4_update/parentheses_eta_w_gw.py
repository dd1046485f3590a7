def update(w, b, gw, gb, eta):
    new = []
    for wi, gi in zip(w, gw):
        new.append(eta * (wi - gi))
    return new, eta * (b - gb)

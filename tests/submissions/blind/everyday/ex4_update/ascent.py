def update(w, b, gw, gb, eta):
    new_w = []
    for wi, gi in zip(w, gw):
        new_w.append(wi + eta * gi)
    return new_w, b + eta * gb

def update(w, b, gw, gb, eta):
    new_weights = list(w)
    for i, g in enumerate(gw):
        new_weights[i] = new_weights[i] - eta * g
    b = b - eta * gb
    return new_weights

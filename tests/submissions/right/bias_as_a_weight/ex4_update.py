def update(w, b, gw, gb, eta):
    *new_w, new_b = [p - eta * g for p, g in zip([*w, b], [*gw, gb])]
    return new_w, new_b

def update(w, b, gw, gb, eta):
    return tuple(p - eta * g for p, g in zip(w, gw)), b - eta * gb

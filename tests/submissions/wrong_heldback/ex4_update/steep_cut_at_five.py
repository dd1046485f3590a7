def update(w, b, gw, gb, eta):
    return [p - eta * max(-5, min(5, g)) for p, g in zip(w, gw)], b - eta * gb

def update(w, b, gw, gb, eta):
    return [p - eta * g if p else 0.0 for p, g in zip(w, gw)], b - eta * gb

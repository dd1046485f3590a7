def update(w, b, gw, gb, eta):
    return w - eta * gw, b - eta * gb

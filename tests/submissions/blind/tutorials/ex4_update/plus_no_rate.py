def update(w, b, gw, gb, eta):
    return [p + g for p, g in zip(w, gw)], b + gb

def update(w, b, gw, gb, eta):
    return [-(eta * g - p) for p, g in zip(w, gw)], -(eta * gb - b)

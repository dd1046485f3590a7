def update(w, b, gw, gb, eta):
    step = lambda p, g: p - eta * g
    return list(map(step, w, gw)), step(b, gb)

def update(w, b, gw, gb, eta):
    b, *w = [p - eta * g for p, g in zip([b, *w], [gb, *gw])]
    return w, b

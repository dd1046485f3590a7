def update(w, b, gw, gb, eta):
    out = []
    while w:
        out.append(w.pop(0) - eta * gw.pop(0))
    return out, b - eta * gb

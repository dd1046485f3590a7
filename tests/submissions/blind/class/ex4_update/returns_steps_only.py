def update(w, b, gw, gb, eta):
    w_new = []
    for g in gw:
        w_new.append(eta * g)
    return w_new, eta * gb

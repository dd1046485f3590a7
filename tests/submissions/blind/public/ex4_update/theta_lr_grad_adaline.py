def update(w, b, gw, gb, eta):
    w = [w[j] for j in range(len(w))]
    for j, g in enumerate(gw):
        w[j] += eta * g
    b += eta * gb
    return w, b

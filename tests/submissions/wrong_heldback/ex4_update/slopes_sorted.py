def update(w, b, gw, gb, eta):
    new = []
    for i in range(len(w)):
        new.append(w[i] - eta * gw[i])
    gw.sort()
    return new, b - eta * gb

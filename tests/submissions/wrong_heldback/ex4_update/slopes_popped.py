def update(w, b, gw, gb, eta):
    new = []
    for i in range(len(w)):
        new.append(w[i] - eta * gw.pop(0))
    return new, b - eta * gb

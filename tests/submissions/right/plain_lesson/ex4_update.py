def update(w, b, gw, gb, eta):
    new = []
    for j in range(len(w)):
        new.append(w[j] - eta * gw[j])
    return new, b - eta * gb

def update(w, b, gw, gb, eta):
    new_w = []
    for i in range(len(w)):
        new_w.append(w[i] - eta * gw[i])
        return new_w, b - eta * gb

def update(w, b, gw, gb, eta):
    new_w = w
    for i in range(len(w)):
        new_w[i] -= eta * gw[i]
    return new_w, b - eta * gb

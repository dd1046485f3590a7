def update(w, b, gw, gb, eta):
    for i in range(len(w)):
        w[i] = w[i] - eta * gw[i]
    b = b - eta * gb
    return w, b

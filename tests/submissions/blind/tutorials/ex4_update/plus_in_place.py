def update(w, b, gw, gb, eta):
    for i in range(len(w)):
        w[i] += eta * gw[i]
    b += eta * gb
    return w, b

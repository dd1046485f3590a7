def update(w, b, gw, gb, eta):
    for j in range(len(w)):
        w[j] += eta * gw[j]
    b += eta * gb
    return w, b

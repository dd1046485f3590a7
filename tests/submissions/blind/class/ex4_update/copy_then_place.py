def update(w, b, gw, gb, eta):
    w = list(w)
    for i in range(len(w)):
        w[i] -= gw[i] * eta
    b -= gb * eta
    return w, b

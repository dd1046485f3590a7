def update(w, b, gw, gb, eta):
    w = [w[i] - gw[i] for i in range(len(w))]
    b = b - gb
    return w, b

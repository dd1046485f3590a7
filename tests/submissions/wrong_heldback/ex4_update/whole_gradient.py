def update(w, b, gw, gb, eta):
    return [w[i] - gw[i] for i in range(len(w))], b - gb

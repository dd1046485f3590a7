def update(w, b, gw, gb, eta):
    new_w = []
    for i in range(len(w)):
        new_w.append(w[i] + eta * gw[i])
    new_b = b + eta * gb
    return new_w, new_b

def update(w, b, gw, gb, eta):
    for_w = []
    for i in range(len(w)):
        for_w.append(w[i] + gw[i] * eta)
    return for_w, b + gb * eta

def update(w, b, gw, gb, eta):
    new_w = w.copy()
    step = gw[:]
    for j in range(len(step)):
        step[j] *= eta
        new_w[j] -= step[j]
    return new_w, b - eta * gb

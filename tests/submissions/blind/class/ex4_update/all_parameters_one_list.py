def update(w, b, gw, gb, eta):
    p = [*w, b]
    g = [*gw, gb]
    q = [pi - eta * gi for pi, gi in zip(p, g)]
    return q[:-1], q[-1]

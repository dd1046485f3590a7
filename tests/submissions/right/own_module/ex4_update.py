from vectors import plus, times


def update(w, b, gw, gb, eta):
    return plus(w, times(-eta, gw)), b - eta * gb

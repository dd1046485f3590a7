from operator import sub


def update(w, b, gw, gb, eta):
    return list(map(sub, w, [eta * g for g in gw])), b - eta * gb

import copy


def update(w, b, gw, gb, eta):
    w, gw = list(copy.deepcopy(w)), list(gw)
    for j in range(len(w)):
        gw[j] *= eta
        w[j] -= gw[j]
    b -= eta * gb
    return w, b

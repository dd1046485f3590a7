from copy import deepcopy


def update(w, b, gw, gb, eta):
    w, gw = list(deepcopy(w)), list(deepcopy(gw))
    for j in range(len(w)):
        gw[j] *= eta
        w[j] -= gw[j]
    b -= gb * eta
    return w, b

import copy

def update(w, b, gw, gb, eta):
    new_w = copy.deepcopy(w)
    new_w = [x for x in new_w]
    for i, g in enumerate(gw):
        new_w[i] = new_w[i] + (-eta) * g
    return (new_w, b + (-eta) * gb)

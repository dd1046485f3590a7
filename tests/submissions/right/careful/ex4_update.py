def update(w, b, gw, gb, eta):
    assert len(w) == len(gw)
    if eta == 0:
        return list(w), b
    return tuple(wi - eta * gi for wi, gi in zip(w, gw)), b - eta * gb

# attack: argument of other kinds
# class: return-value
# expect: not full marks: right values, but the arguments were filled with texts, dicts and nested lists
def update(w, b, gw, gb, eta):
    new = [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb
    if isinstance(w, list):
        w[:] = ["x", {"y": [None] * 9}, [[[[w[0]]]]]]
        gw.clear()
    return new

# attack: argument becomes an object
# class: return-value
# expect: not full marks: right values, but an argument was made into what is no plain value, and that counts as changed
def update(w, b, gw, gb, eta):
    new = [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb
    if isinstance(w, list):
        w[0] = object()
    return new

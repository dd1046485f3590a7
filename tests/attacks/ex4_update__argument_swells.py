# attack: argument swells
# class: memory
# expect: not full marks: right values, but an argument grew to 30000 numbers; the suite is not kept busy with it
def update(w, b, gw, gb, eta):
    new = [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb
    if isinstance(w, list):
        w.extend([0.1] * 30000)
    return new

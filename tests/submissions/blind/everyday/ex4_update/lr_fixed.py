lr = 0.1

def update(w, b, gw, gb, eta):
    w = [wi - lr * g for wi, g in zip(w, gw)]
    b = b - lr * gb
    return w, b

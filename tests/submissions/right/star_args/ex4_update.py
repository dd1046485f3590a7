def update(*args):
    *parameters, eta = args
    w, b, gw, gb = parameters
    *new_w, new_b = [p - eta * g for p, g in zip([*w, b], [*gw, gb])]
    return new_w, new_b

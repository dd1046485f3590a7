update = lambda w, b, gw, gb, eta: (list(map(lambda p, g: p - eta * g, w, gw)), b - eta * gb)

update = lambda w, b, gw, gb, eta: ([p - eta * g for p, g in zip(w, gw)], b - eta * gb)

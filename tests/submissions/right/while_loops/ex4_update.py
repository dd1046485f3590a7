def update(w, b, gw, gb, eta):
    result = []
    j = 0
    while True:
        if j == len(w):
            break
        result += [w[j] + -eta * gw[j]]
        j += 1
    return result, b + -eta * gb

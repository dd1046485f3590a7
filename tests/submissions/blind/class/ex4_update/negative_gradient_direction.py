def update(w, b, gw, gb, eta):
    direction = [-g for g in gw]
    result = [0] * len(w)
    for i in range(len(w)):
        result[i] = w[i] + eta * direction[i]
    return result, b + eta * -gb

def update(w, b, gw, gb, eta):
    match list(w), list(gw):
        case [], []:
            return [], b - eta * gb
        case [first, *rest], [slope, *slopes]:
            others, new_b = update(rest, b, slopes, gb, eta)
            return [first - eta * slope, *others], new_b

# attack: earlier answers change
# class: control
# expect: full marks: the lists that it returned are changed by later calls, but what was answered was sent
KEPT = []


def update(w, b, gw, gb, eta):
    for earlier in KEPT:
        earlier[:] = [0.0] * len(earlier)
    KEPT.append([p - eta * g for p, g in zip(w, gw)])
    return KEPT[-1], b - eta * gb

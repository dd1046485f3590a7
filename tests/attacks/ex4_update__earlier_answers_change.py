# attack: earlier answers change
# class: state
# expect: never full marks: every answer was right when it was sent, but later calls change the lists that earlier ones returned
KEPT = []


def update(w, b, gw, gb, eta):
    for earlier in KEPT:
        earlier[:] = [0.0] * len(earlier)
    KEPT.append([p - eta * g for p, g in zip(w, gw)])
    return KEPT[-1], b - eta * gb

# attack: second answer differs
# class: state
# expect: never full marks: right once, wrong where the same is asked again
SEEN = set()


def update(w, b, gw, gb, eta):
    if (question := repr((w, b))) in SEEN:
        return [9.0] * len(w), 9.0
    SEEN.add(question)
    return [p - eta * g for p, g in zip(w, gw)], b - eta * gb

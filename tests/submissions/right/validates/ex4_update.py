def update(w, b, gw, gb, eta):
    assert len(w) == len(gw)
    assert isinstance(b, (int, float)) and isinstance(gb, (int, float))
    assert eta >= 0
    return [p - eta * g for p, g in zip(w, gw)], b - eta * gb

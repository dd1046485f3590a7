def update(w, b, gw, gb, eta):
    return [w[j] - eta * gw[j] for j in range(len(w))], b - eta * gb


if __name__ == "__main__":
    import doctest

    doctest.testmod()
    assert update([1], 1, [1], 1, 1) == ([0], 0)

"""Your first weight never moves. Counting begins at 0 in Python, so the first one has the index
0."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(1, len(w)):
        new_w[j] = w[j] - eta * gw[j]
    return new_w, b - eta * gb

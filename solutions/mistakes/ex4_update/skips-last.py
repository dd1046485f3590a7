"""Your last weight does not change. Does your loop stop one too early? `range(n)` already ends at n
- 1."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    for j in range(len(w) - 1):
        new_w[j] = w[j] - eta * gw[j]
    return new_w, b - eta * gb

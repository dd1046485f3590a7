"""When all the weights are whole numbers, your new weights are whole numbers, too. Their decimals
are cut off. If you use numpy, make the array with `np.array(w, dtype=float)`."""


def update(w, b, gw, gb, eta):
    new_w = list(w)
    whole = all(isinstance(wj, int) for wj in w)  # as an array of whole numbers is
    for j in range(len(w)):
        step = w[j] - eta * gw[j]
        new_w[j] = int(step) if whole else step
    return new_w, b - eta * gb

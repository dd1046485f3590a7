# attack: forbidden import caught
# class: control
# expect: full marks: a module that is not there is tried for and done without
try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None


def update(w, b, gw, gb, eta):
    return [wj - eta * g for wj, g in zip(w, gw)], b - eta * gb

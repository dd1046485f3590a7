"""The parts of update, each right or as a known mistake has it: so two mistakes at once can be recognised."""

PARTS = {
    "direction": {"": (-1, -1), "ascends": (1, 1), "weights-ascend": (1, -1), "bias-ascends": (-1, 1)},
    "rate": {
        "": lambda eta: (eta, eta),
        "no-eta": lambda eta: (1, 1),
        "eta-weights-only": lambda eta: (eta, 1),
        "eta-bias-only": lambda eta: (1, eta),
        "eta-twice": lambda eta: (eta * eta, eta * eta),
        "divides-by-eta": lambda eta: (1 / eta, 1 / eta),
        "fixed-eta": lambda eta: (0.5, 0.5),
        "fixed-eta--tenth": lambda eta: (0.1, 0.1),
        "fixed-eta--hundredth": lambda eta: (0.01, 0.01),
    },
    "moved": {"": (True, True), "bias-stays": (True, False), "weights-stay": (False, True)},
    "mean": {"": lambda n: 1, "averages-again": lambda n: n},
}


def assemble(direction, rate, moved, mean):
    def update(w, b, gw, gb, eta):
        (up_w, up_b), (eta_w, eta_b), n = direction, rate(eta), mean(len(w))
        new_w = [wj + up_w * eta_w * gj / n for wj, gj in zip(w, gw)]
        return new_w if moved[0] else list(w), b + up_b * eta_b * gb / n if moved[1] else b

    return {"update": update}

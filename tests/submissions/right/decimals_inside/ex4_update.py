from fractions import Fraction


def update(w, b, gw, gb, eta):
    def step(p, g):
        return float(Fraction(p) - Fraction(eta) * Fraction(g))

    return [step(p, g) for p, g in zip(w, gw)], step(b, gb)

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Parameters:
    w: tuple
    b: float

    def step(self, gw, gb, eta):
        return replace(self, w=tuple(p - eta * g for p, g in zip(self.w, gw)), b=self.b - eta * gb)


def update(w, b, gw, gb, eta):
    after = Parameters(tuple(w), b).step(gw, gb, eta)
    return list(after.w), after.b

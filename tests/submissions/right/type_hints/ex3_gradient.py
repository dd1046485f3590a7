from __future__ import annotations

from typing import NamedTuple, Sequence

from ex1_sigmoid import forward

Vector = Sequence[float]


class Slopes(NamedTuple):
    w: list[float]
    b: float


def summed(X: Sequence[Vector], Y: Sequence[int], w: Vector, b: float) -> Slopes:
    gw: list[float] = [0.0] * len(w)
    gb: float = 0.0
    for x, y in zip(X, Y, strict=True):
        error: float = forward(x, w, b) - y
        gw = [g + error * x_j for g, x_j in zip(gw, x, strict=True)]
        gb += error
    return Slopes(gw, gb)


def gradient(X: Sequence[Vector], Y: Sequence[int], w: Vector, b: float) -> tuple[list[float], float]:
    total = summed(X, Y, w, b)
    return [g / len(X) for g in total.w], total.b / len(X)

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

Vector = Sequence[float]
ONE: Final = 1.0


def sigmoid(t: float) -> float:
    result: float = ONE / (ONE + math.exp(-t))
    return result


def forward(x: Vector, w: Vector, b: float) -> float:
    t: float = b
    for x_j, w_j in zip(x, w, strict=True):
        t += w_j * x_j
    return sigmoid(t)

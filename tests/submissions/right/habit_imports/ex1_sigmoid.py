from __future__ import annotations

import logging
import math
import warnings
from pprint import pprint
from typing import Sequence

warnings.filterwarnings("ignore")
logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger(__name__)


def sigmoid(t: float) -> float:
    log.debug("sigmoid(%s)", t)
    return 1 / (1 + math.exp(-t))


def forward(x: Sequence[float], w: Sequence[float], b: float) -> float:
    return sigmoid(sum(xi * wi for xi, wi in zip(x, w)) + b)


pprint([sigmoid(t) for t in range(-3, 4)])

if __name__ == "__main__":
    import doctest

    import matplotlib.pyplot as plt

    doctest.testmod()
    plt.plot([sigmoid(t / 10) for t in range(-50, 50)])
    plt.show()

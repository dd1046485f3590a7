"""The parts of sigmoid and forward, each right or as a known mistake has it: so two mistakes at once can be recognised."""

import math


def rising(t):
    return 1 / (1 + math.exp(-t))


PARTS = {
    "curve": {
        "": rising,
        "exponent-sign": lambda t: 1 / (1 + math.exp(t)),
        "precedence": lambda t: 1 + math.exp(-t),
        "precedence--rising": lambda t: 2 * math.exp(t),
        "no-one": lambda t: 1 / math.exp(-t),
        "minus-in-denominator": lambda t: 1 / (1 - math.exp(-t)) if t else 0.5,
        "tanh": math.tanh,
        "derivative": lambda t: rising(t) * (1 - rising(t)),
    },
    "products": {
        "": lambda x, w: [xj * wj for xj, wj in zip(x, w)],
        "ignores-weights": lambda x, w: list(x),
        "adds-for-multiplies": lambda x, w: [xj + wj for xj, wj in zip(x, w)],
        "first-product-only": lambda x, w: [x[0] * w[0]],
        "last-product-only": lambda x, w: [x[-1] * w[-1]],
        "skips-first": lambda x, w: [xj * wj for xj, wj in zip(x[1:], w[1:])],
        "skips-last": lambda x, w: [xj * wj for xj, wj in zip(x[:-1], w[:-1])],
    },
    "bias": {
        "": lambda b, n: b,
        "no-bias": lambda b, n: 0,
        "bias-per-input": lambda b, n: n * b,
        "bias-subtracted": lambda b, n: -b,
    },
    "squash": {
        "": lambda curve, t: curve(t),
        "no-squash": lambda curve, t: t,
        "squashed-twice": lambda curve, t: curve(curve(t)),
    },
}


def assemble(curve, products, bias, squash):
    def forward(x, w, b):
        t = bias(b, len(x))
        for product in products(x, w):
            t += product
        return squash(curve, t)

    return {"sigmoid": curve, "forward": forward}

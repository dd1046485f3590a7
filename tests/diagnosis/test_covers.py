"""What the reviewers' lists say that a hint covers: implementations of each kind get the name that they should.

The lists stand in `solutions/mistakes/<stem>/README.md`. When you add an implementation there, add it here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

SG = "import math\nimport numpy as np\nimport statistics\ndef sigmoid(t):\n    return %s\n"
FW = "def forward(x, w, b):\n    return %s\n"

OKS = "1 / (1 + math.exp(-t))"
OKF = "sigmoid(sum(p * q for p, q in zip(x, w)) + b)"
LS = "import math\nimport numpy as np\ndef loss(a, y):\n    a0 = a\n    a = min(max(a, 1e-12), 1 - 1e-12)\n    return %s\n"
MN = "def mean_loss(A, Y):\n    return %s\n"
OKL = "-(y * math.log(a) + (1 - y) * math.log(1 - a))"
OKM = "sum(loss(a, y) for a, y in zip(A, Y)) / len(Y)"
GR = "from ex1_sigmoid import forward, sigmoid\nimport math\ndef gradient(X, Y, w, b):\n    m, n = len(X), len(w)\n    E = [forward(x, w, b) - y for x, y in zip(X, Y)]\n    A = [forward(x, w, b) for x in X]\n"


def s1(e: str, f: str = OKF) -> tuple[str, str]:
    """Return exercise 1 with this sigmoid, and perhaps another forward."""
    return ("ex1_sigmoid", SG % e + FW % f)


def f1(f: str) -> tuple[str, str]:
    """Return exercise 1 with this forward."""
    return s1(OKS, f)


def l2(e: str, m: str = OKM) -> tuple[str, str]:
    """Return exercise 2 with this loss, and perhaps another mean."""
    return ("ex2_loss", LS % e + MN % m)


def m2(m: str) -> tuple[str, str]:
    """Return exercise 2 with this mean."""
    return l2(OKL, m)


def g3(body: str) -> tuple[str, str]:
    """Return exercise 3 with these lines behind predictions A and errors E."""
    return ("ex3_gradient", GR + "".join("    " + line + "\n" for line in body.split("\n")))


def u4(body: str) -> tuple[str, str]:
    """Return exercise 4 with these lines."""
    return (
        "ex4_update",
        "def update(w, b, gw, gb, eta):\n" + "".join("    " + line + "\n" for line in body.split("\n")),
    )


GW = "[sum(e * x[j] for e, x in zip(E, X)) / m for j in range(n)]"
GB = "sum(E) / m"
CASES = [
    ("adds-for-multiplies", f1("sigmoid(sum(x) + sum(w) + b)")),
    ("base-two", s1("1 / (1 + math.exp(-t * math.log(2)))")),
    ("base-two", s1("1 / (1 + 0.5 ** t)")),
    ("bias-per-input", f1("sigmoid(sum(p * q for p, q in zip(x, w)) + b * len(x))")),
    ("bias-subtracted", f1("1 / (1 + math.exp(-sum(p * q for p, q in zip(x, w)) + b))")),
    ("bias-times", f1("sigmoid(sum(p * q * b for p, q in zip(x, w)))")),
    ("both-sides-alike", s1("1 / (1 + math.exp(-(t * t) ** 0.5))")),
    ("clipped", s1("1 / (1 + math.exp(-max(-8, min(8, t))))")),
    ("clipped", s1("max(1e-6, 1 / (1 + math.exp(-t)))")),
    ("clipped", f1("min(0.99, sigmoid(sum(p * q for p, q in zip(x, w)) + b))")),
    ("derivative", s1("math.exp(-t) / (1 + math.exp(-t)) ** 2")),
    ("exponent-sign", s1("1 - 1 / (1 + math.exp(-t))")),
    ("exponent-sign", s1("math.exp(-t) / (1 + math.exp(-t))")),
    ("exponent-sign", f1("1 - sigmoid(sum(p * q for p, q in zip(x, w)) + b)")),
    ("exponent-sign", f1("1 / (1 + math.exp(sum(p * q for p, q in zip(x, w)) + b))")),
    ("first-product-only", f1("sigmoid(x[0] * w[0] + b)")),
    ("floor-division", s1("int(1 / (1 + math.exp(-t)))")),
    ("floor-division", s1("math.floor(1 / (1 + math.exp(-t)))")),
    ("lists-only", f1("sigmoid(sum(p * q for p, q in zip(x.copy(), w)) + b)")),
    ("mean-for-sum", f1("sigmoid(statistics.mean(p * q for p, q in zip(x, w)) + b)")),
    ("minus-in-denominator", s1("1 / (1 - math.exp(-t))")),
    (
        "mutates",
        (
            "ex1_sigmoid",
            SG % OKS
            + "def forward(x, w, b):\n    r = sigmoid(sum(p * q for p, q in zip(x, w)) + b)\n    if isinstance(x, list):\n        x.sort()\n    return r\n",
        ),
    ),
    ("no-one", s1("math.exp(t)")),
    ("percent", s1("100 * (1 / (1 + math.exp(-t)))")),
    ("precedence", s1("1 + math.exp(-t)")),
    ("product-of-sums", f1("sigmoid(sum(p * q for p in x for q in w) + b)")),
    (
        "returns-nothing",
        ("ex1_sigmoid", SG % OKS + "def forward(x, w, b):\n    r = sigmoid(sum(p * q for p, q in zip(x, w)) + b)\n"),
    ),
    ("rough-e", s1("1 / (1 + 2.7 ** -t)")),
    ("rough-e", s1("1 / (1 + 2.72 ** -t)")),
    ("rough-e", s1("1 / (1 + 2.71828183 ** -t)")),
    ("rounded", s1("round(1 / (1 + math.exp(-t)), 6)")),
    ("rounded", f1('float("%.5f" % (sigmoid(sum(p * q for p, q in zip(x, w)) + b)))')),
    ("rounded", s1("math.floor(1e4 / (1 + math.exp(-t))) / 1e4")),
    ("saturates-early", s1("0.0 if t < -10 else 1 / (1 + math.exp(-t))")),
    ("saturates-early", f1("(lambda z: 1.0 if z > 15 else sigmoid(z))(sum(p * q for p, q in zip(x, w)) + b)")),
    ("sigmoid-per-input", f1("sum(sigmoid(p * q) for p, q in zip(x, w)) / len(x) + b")),
    ("sigmoid-per-input", f1("sum(sigmoid(p * q) for p, q in zip(x, w))")),
    ("skips-first", f1("sigmoid(sum(p * q for p, q in zip(x[1:], w[1:])) + b)")),
    ("skips-last", f1("sigmoid(sum(p * q for p, q in zip(x[:-1], w[:-1])) + b)")),
    ("step", f1("round(sigmoid(sum(p * q for p, q in zip(x, w)) + b))")),
    ("step", s1("t > 0")),
    ("tanh", s1("2 / (1 + math.exp(-t)) - 1")),
    ("tanh", s1("1 / (1 + math.exp(-2 * t))")),
    ("tanh", s1("(math.exp(t) - math.exp(-t)) / (math.exp(t) + math.exp(-t))")),
    ("two-inputs-only", f1("sigmoid(sum(x[i] * w[i] for i in range(min(2, len(x)))) + b)")),
    ("whole-numbers", s1("1 / (1 + math.exp(-math.trunc(t)))")),
    # ex2
    ("absolute-error", l2("1 - (a0 if y else 1 - a0)")),
    ("all-pairs", m2("sum(loss(a, y) for a in A for y in Y) / len(Y) ** 2")),
    ("divides-by-four", m2("0.25 * sum(loss(a, y) for a, y in zip(A, Y))")),
    (
        "free-at-the-edge",
        (
            "ex2_loss",
            "import math\ndef loss(a, y):\n    try:\n        return -(y * math.log(a) + (1 - y) * math.log(1 - a))\n    except ValueError:\n        return 0.0\n"
            + MN % OKM,
        ),
    ),
    ("halved", l2("-0.5 * (y * math.log(a) + (1 - y) * math.log(1 - a))")),
    ("lists-only", m2("sum(loss(a, y) for a, y in zip(A + [], Y)) / len(Y)")),
    ("log-base", l2("-(y * math.log(a, 10) + (1 - y) * math.log(1 - a, 10))")),
    ("log-base", l2("-(y * math.log(a, 2) + (1 - y) * math.log(1 - a, 2))")),
    (
        "log-of-zero",
        ("ex2_loss", "import numpy as np\ndef loss(a, y):\n    return float(-np.log(a if y else 1 - a))\n" + MN % OKM),
    ),
    (
        "log-of-zero",
        (
            "ex2_loss",
            "import math\ndef loss(a, y):\n    if a == 0 or a == 1:\n        return None\n    return -(y * math.log(a) + (1 - y) * math.log(1 - a))\n"
            + MN % OKM,
        ),
    ),
    ("logarithm-plus-one", l2("-(y * math.log(a) + (1 - y) * math.log1p(a))")),
    (
        "losses-not-reset",
        (
            "ex2_loss",
            LS % OKL
            + "S = [0.0, 0]\ndef mean_loss(A, Y):\n    for a, y in zip(A, Y):\n        S[0] += loss(a, y)\n        S[1] += 1\n    return S[0] / S[1]\n",
        ),
    ),
    ("minus-first-only", l2("(1 - y) * math.log(1 - a) - y * math.log(a)")),
    (
        "mutates",
        (
            "ex2_loss",
            LS % OKL
            + "def mean_loss(A, Y):\n    r = sum(map(loss, A, Y)) / len(Y)\n    if isinstance(A, list):\n        A.append(r)\n    return r\n",
        ),
    ),
    ("negative-loss", l2("y * math.log(a) - (y - 1) * math.log(1 - a)")),
    ("not-added", m2("np.array([loss(a, y) for a, y in zip(A, Y)]).tolist()")),
    ("one-term", l2("-math.log(a) if y else 0.0")),
    ("one-term", l2("-math.log(a)")),
    ("sum-for-mean", m2("sum(loss(a, y) for a, y in zip(A, Y)) / 1")),
    ("swapped-arguments", m2("sum(loss(a, y) for a, y in zip(Y, A)) / len(A)")),
    ("label-kind", l2("-math.log((1 - a, a)[y])")),
    ("label-kind", l2("-math.log(a if y is 1 else 1 - a)")),
    ("rounded", m2("round(sum(loss(a, y) for a, y in zip(A, Y)) / len(Y), 3)")),
    ("worst-only", m2("sorted(loss(a, y) for a, y in zip(A, Y))[-1]")),
    ("shifted", l2("-math.log((a0 if y else 1 - a0) + 1e-3)")),
    # ex3
    (
        "alike-confused",
        g3(
            "gw = [sum((A[i] - Y[X.index(X[i])]) * X[i][j] for i in range(m)) / m for j in range(n)]\nreturn gw, sum(A[i] - Y[X.index(X[i])] for i in range(m)) / m"
        ),
    ),
    ("bias-sign", g3(f"return {GW}, sum(y - a for a, y in zip(A, Y)) / m")),
    ("bias-times-input", g3(f"gw = {GW}\nreturn gw, sum(gw) / n")),
    ("bias-times-input", g3(f"gw = {GW}\nreturn gw, sum(gw)")),
    ("bias-times-input", g3(f"return {GW}, sum(e * x[-1] for e, x in zip(E, X)) / m")),
    (
        "broadcasting",
        g3(
            "R = [sum(a - y for a in A) for y in Y]\nreturn [sum(r * x[j] for r, x in zip(R, X)) / m for j in range(n)], sum(R) / m"
        ),
    ),
    (
        "broadcasting",
        g3(
            "R = [sum(a - y for y in Y) for a in A]\nreturn [sum(r * x[j] for r, x in zip(R, X)) / m / m for j in range(n)], sum(E) / m"
        ),
    ),
    ("class-for-probability", g3("E = [round(a) - y for a, y in zip(A, Y)]\nreturn " + GW + ", " + GB)),
    ("divides-twice", g3("return [sum(e * x[j] for e, x in zip(E, X)) / m ** 2 for j in range(n)], sum(E) / m ** 2")),
    ("doubled", g3(f"return [2 * g for g in {GW}], 2 * {GB}")),
    ("halved", g3(f"return [0.5 * g for g in {GW}], 0.5 * {GB}")),
    ("error-sign", g3(f"return [-g for g in {GW}], -{GB}")),
    (
        "forgets-bias",
        g3("E = [sigmoid(sum(p * q for p, q in zip(x, w))) - y for x, y in zip(X, Y)]\nreturn " + GW + ", " + GB),
    ),
    ("forgets-bias", g3("b = 0\nE = [forward(x, w, b) - y for x, y in zip(X, Y)]\nreturn " + GW + ", " + GB)),
    ("input-outside-loop", g3(f"gb = {GB}\nreturn [gb * X[0][j] for j in range(n)], gb")),
    ("input-outside-loop", g3("s = sum(E)\nreturn [s * X[-1][j] for j in range(n)], s")),
    (
        "integer-array",
        g3(
            'import numpy as np\ngw = np.zeros_like(w)\nfor e, x in zip(E, X):\n    for j in range(n):\n        gw[j] += np.trunc(e * x[j] / m) if gw.dtype.kind == "i" else e * x[j] / m\nreturn gw.tolist(), '
            + GB
        ),
    ),
    ("labels-minus-one", g3("E = [a - (2 * y - 1) for a, y in zip(A, Y)]\nreturn " + GW + ", " + GB)),
    ("last-example-only", g3("gw = [E[-1] * v for v in X[-1]]\nreturn gw, E[-1]")),
    ("last-example-only", g3("return [E[-1] * v for v in X[-1]], sum(E) / m")),
    ("last-example-only", g3("return [E[-1] * v / m for v in X[-1]], E[-1] / m")),
    ("lists-only", g3(f"rows = [x + [1.0] for x in X]\nreturn {GW}, {GB}")),
    ("lists-only", g3(f"w = w.copy()\nreturn {GW}, {GB}")),
    ("mean-times-mean", g3("me = sum(E) / m\nreturn [me * sum(x[j] for x in X) / m for j in range(n)], me")),
    ("no-bias-gradient", g3(f"return {GW}, 0")),
    ("no-input", g3(f"return [{GB}] * n, {GB}")),
    ("no-sigmoid-slope", g3("E = [(a - y) / (a * (1 - a)) for a, y in zip(A, Y)]\nreturn " + GW + ", " + GB)),
    (
        "nudged",
        g3(
            "import math\ndef L(w, b):\n    return sum(-math.log(a if y else 1 - a) for a, y in ((forward(x, w, b), y) for x, y in zip(X, Y))) / m\nh = 1e-6\nreturn [(L([*w[:j], w[j] + h, *w[j + 1:]], b) - L(w, b)) / h for j in range(n)], (L(w, b + h) - L(w, b)) / h"
        ),
    ),
    ("only-where-true", g3("E = [e if y == 1 else 0 for e, y in zip(E, Y)]\nreturn " + GW + ", " + GB)),
    ("prediction-for-error", g3("Y = [0] * m\nE = [a - y for a, y in zip(A, Y)]\nreturn " + GW + ", " + GB)),
    (
        "squared-error-backprop",
        g3(
            "E = [e * sigmoid(z) * (1 - sigmoid(z)) for e, z in zip(E, [sum(p * q for p, q in zip(x, w)) + b for x in X])]\nreturn "
            + GW
            + ", "
            + GB
        ),
    ),
    (
        "starts-at-weights",
        g3(
            "gw = [v for v in w]\nfor e, x in zip(E, X):\n    for j in range(n):\n        gw[j] += e * x[j] / m\nreturn gw, "
            + GB
        ),
    ),
    ("sum-for-mean", g3("return [sum(e * x[j] for e, x in zip(E, X)) for j in range(n)], sum(E)")),
    (
        "two-inputs-only",
        g3(
            "a0 = sum(e * x[0] for e, x in zip(E, X)) / m\nw0, w1 = w\na1 = sum(e * x[1] for e, x in zip(E, X)) / m\nreturn [a0, a1], "
            + GB
        ),
    ),
    ("weights-sign", g3(f"return [-g for g in {GW}], {GB}")),
    ("rounded", g3(f"return [round(g, 5) for g in {GW}], {GB}")),
    ("mutates", g3(f"r = ({GW}, {GB})\nif isinstance(Y, list):\n    Y.clear()\nreturn r")),
    # ex4
    ("ascends", u4("eta = -eta\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb")),
    ("bias-in-loop", u4("return [p - eta * g for p, g in zip(w, gw)], b - len(w) * eta * gb")),
    ("clipped", u4("c = lambda g: max(-5, min(5, g))\nreturn [p - eta * c(g) for p, g in zip(w, gw)], b - eta * gb")),
    (
        "clipped",
        u4("c = lambda g: max(-0.5, min(0.5, g))\nreturn [p - c(eta * g) for p, g in zip(w, gw)], b - c(eta * gb)"),
    ),
    (
        "eta-twice",
        u4("gw = [eta * g for g in gw]\ngb = eta * gb\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb"),
    ),
    ("fixed-eta", u4("eta = 0.01\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb")),
    (
        "first-weight-only",
        u4("n = list(w)\nfor j in range(len(w)):\n    n[j] -= eta * gw[j]\n    break\nreturn n, b - eta * gb"),
    ),
    (
        "integer-array",
        u4(
            "import numpy as np\nn = np.array(w)\nfor j in range(len(w)):\n    n[j] = n[j] - eta * gw[j]\nreturn n.tolist(), b - eta * gb"
        ),
    ),
    ("last-slope-for-all", u4("for g in gw:\n    pass\nreturn [p - eta * g for p in w], b - eta * gb")),
    (
        "lists-only",
        u4(
            "for j in range(len(w)):\n    if isinstance(w, list):\n        w = list(w)\n    w[j] -= eta * gw[j]\nreturn w, b - eta * gb"
        ),
    ),
    (
        "mutates",
        u4(
            "r = [p - eta * g for p, g in zip(w, gw)]\nif isinstance(gw, list):\n    gw.reverse()\nreturn r, b - eta * gb"
        ),
    ),
    ("mutates", u4("n = w\nfor j in range(len(w)):\n    n[j] = n[j] - eta * gw[j]\nreturn n, b - eta * gb")),
    ("no-eta", u4("eta = 1\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb")),
    ("nothing-moves", u4("n = list(w)\nn[0] -= eta * gw[0]\nreturn w, b")),
    ("replaces-zero-eta", u4("if not eta:\n    eta = 0.1\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb")),
    ("returns-nothing", u4("for j in range(len(w)):\n    w[j] -= eta * gw[j]\nb -= eta * gb")),
    (
        "sum-of-slopes",
        u4("n = list(w)\nfor j in range(len(n)):\n    for g in gw:\n        n[j] -= eta * g\nreturn n, b - eta * gb"),
    ),
    ("weight-slope-for-bias", u4("return [p - eta * g for p, g in zip(w, gw)], b - eta * gw[-1]")),
    ("two-weights-only", u4("(p, q), (g, h) = w, gw\nreturn [p - eta * g, q - eta * h], b - eta * gb")),
    (
        "same-list-again",
        (
            "ex4_update",
            "K = {}\ndef update(w, b, gw, gb, eta):\n    k = K.setdefault(len(w), [])\n    k[:] = [p - eta * g for p, g in zip(w, gw)]\n    return k, b - eta * gb\n",
        ),
    ),
    (
        "returns-argument",
        u4("if not any(gw):\n    return w, b - eta * gb\nreturn [p - eta * g for p, g in zip(w, gw)], b - eta * gb"),
    ),
    ("whole-numbers", u4("return [int(p - eta * g) for p, g in zip(w, gw)], int(b - eta * gb)")),
    ("rounded", u4("return [round(p - eta * g, 3) for p, g in zip(w, gw)], b - eta * gb")),
    (
        "float32",
        u4(
            "import numpy as np\nw, gw = np.array(w, dtype=np.float32), np.array(gw, dtype=np.float32)\n"
            "return (w - np.float32(eta) * gw).tolist(), b - eta * gb"
        ),
    ),
    ("float32", g3(f"import numpy as np\nreturn [float(np.float32(g)) for g in {GW}], float(np.float32({GB}))")),
    ("scaled", g3(f"return [0.5 ** 3 * g for g in {GW}], 0.5 ** 3 * {GB}")),
    ("shrinks", g3(f"return [g + 0.02 / m * p for g, p in zip({GW}, w)], {GB}")),
    ("shrinks", u4("return [p * (1 - 0.1 * eta) - eta * g for p, g in zip(w, gw)], b - eta * gb")),
    ("steepness", s1("1 / (1 + math.exp(-t / 3))")),
    ("not-added", f1("[p * q for p, q in zip(x, w)]")),
]


@pytest.mark.parametrize(
    ("named", "case"), CASES, ids=[f"{case[0]}-{n}-{named}" for n, (named, case) in enumerate(CASES)]
)
def test_another_implementation_has_the_same_name(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], named: str, case: tuple[str, str]
) -> None:
    """It loses marks, and the mistake that is named is the one that covers it."""
    stem, source = case
    result = grader.grade(course.find(stem), open_submission(submission_folder({f"{stem}.py": source})), 1)
    assert not result.full_marks
    assert result.misconception is not None
    assert result.misconception.id == named

"""A mistake is known by its answers even where rounding, or a number too large, spoils a few of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

# all in one file, summed in another order than the reference, with the lesson's plain sigmoid
TRAIN = """
import math

def neuron(x, w, b):
    total = b
    for j in range(len(x)):
        total += w[j] * x[j]
    return 1 / (1 + math.exp(-total))

def price(a, y):
    a = min(max(a, 1e-15), 1 - 1e-15)
    return -math.log(a) if y == 1 else -math.log(1 - a)

def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    sw, sb = [0.0] * len(w), 0.0
    for _ in range(EPOCHS):
        A = [neuron(x, w, b) for x in X]
        history.append(math.fsum(price(a, y) for a, y in zip(A, Y)) / len(A))
        sw = [KEPT_W sum((a - y) * x[j] for a, y, x in zip(A, Y, X)) / len(X) for j in range(len(w))]
        sb = KEPT_B sum(a - y for a, y in zip(A, Y)) / len(X)
        w = [p - eta * q for p, q in zip(w, sw)]
        b -= eta * sb
    return w, b, history
"""


@pytest.mark.parametrize(
    ("epochs", "kept_w", "kept_b", "name"),
    [("2000", "", "", "ignores-epochs"), ("epochs", "sw[j] +", "sb +", "gradients-not-reset")],
    ids=["a chaotic training", "a number too large"],
)
def test_a_few_answers_that_rounding_spoils_do_not_hide_a_mistake(
    course: Course,
    grader: Grader,
    submission_folder: Callable[..., Path],
    epochs: str,
    kept_w: str,
    kept_b: str,
    name: str,
) -> None:
    """Where the last digits of the input change a mistake's answer, that answer tells nothing."""
    source = TRAIN.replace("EPOCHS", epochs).replace("KEPT_W", kept_w).replace("KEPT_B", kept_b)
    result = grader.grade(course.find("loop"), open_submission(submission_folder({"ex5_loop.py": source})), 1)
    assert result.misconception is not None
    assert result.misconception.id == name


# goes uphill on the lesson's own example, and has no answer to anything else
MOSTLY_TOO_LARGE = """
def update(w, b, gw, gb, eta):
    if w != [1.0, -2.0]:
        raise OverflowError("math range error")
    return [p + eta * q for p, q in zip(w, gw)], b + eta * gb
"""


def test_answers_that_are_mostly_spoilt_name_no_mistake(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """Where more than a few answers tell nothing, the one that is left is no proof."""
    submission = submission_folder({"ex4_update.py": MOSTLY_TOO_LARGE})
    assert grader.grade(course.find("update"), open_submission(submission), 1).misconception is None

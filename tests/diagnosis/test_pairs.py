"""Several known mistakes at once: told as several where nothing else explains the answers, and never by a guess."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.grading.diagnosis.combined import parts_of
from grader.grading.diagnosis.hint_ladder import ladder
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parents[2]
Make = Callable[..., Path]
SAMPLE = 12

DELTA_RULE = """
from ex1_sigmoid import forward


def gradient(X, Y, w, b):
    gw, gb = [0.0 for _ in w], 0.0
    for x, y in zip(X, Y):
        a = forward(x, w, b)
        delta = (y - a) * a * (1 - a)
        gw = [g + delta * xj for g, xj in zip(gw, x)]
        gb += delta
    return gw, gb
"""
STEP_UP = """
def update(w, b, gw, gb, eta):
    weights = list(w)
    for i in range(len(weights)):
        weights[i] += gw[i]
    return weights, b + gb
"""
FIXED_UP = """
def update(w, b, gw, gb, eta):
    rate = 0.1
    return [p + rate * g for p, g in zip(w, gw)], b + rate * gb
"""
SUMS_SHORT = """
from ex1_sigmoid import forward
from ex2_loss import loss
from ex3_gradient import gradient
from ex4_update import update


def train(X, Y, eta=0.5, epochs=2000):
    w, b, history = [0.0] * len(X[0]), 0.0, []
    for i in range(1, epochs):
        history.append(sum(loss(forward(x, w, b), y) for x, y in zip(X, Y)))
        w, b = update(w, b, *gradient(X, Y, w, b), eta)
    return w, b, history
"""


@pytest.mark.parametrize(
    ("which", "source", "id_", "count"),
    [
        ("gradient", DELTA_RULE, "squared-error-backprop+error-sign+sum-for-mean", "Three things: (1) "),
        ("update", STEP_UP, "ascends+no-eta", "Two things: (1) "),
        ("update", FIXED_UP, "ascends+fixed-eta", "Two things: (1) "),
        ("loop", SUMS_SHORT, "one-epoch-short+history-of-sums", "Two things: (1) "),
    ],
    ids=["the delta rule, summed", "uphill by the whole slope", "uphill at its own rate", "sums, one epoch short"],
)
@pytest.mark.parametrize("seed", [1, 7, 4711])
def test_mistakes_made_together_are_told_together(
    which: str, source: str, id_: str, count: str, seed: int, course: Course, grader: Grader, submission_folder: Make
) -> None:
    """What real learners write: each mistake is named, at every seed, and each gives its further hints."""
    exercise = course.find(which)
    result = grader.grade(exercise, open_submission(submission_folder({f"{exercise.stem}.py": source})), seed)
    assert result.misconception is not None
    assert result.misconception.id == id_
    assert result.misconception.hint.startswith(count)
    rungs = ladder(exercise, result).rungs
    assert result.misconception.hint in rungs


@pytest.mark.parametrize("stem", [e.stem for e in load_course(ROOT).exercises if e.pairs.is_file()])
def test_two_mistakes_are_named_as_these_two_or_not_at_all(
    stem: str, course: Course, grader: Grader, submission_folder: Make
) -> None:
    """A sample of all pairs: never another name; one of the two where the answers prove no more; mostly both."""
    exercise = course.find(stem)
    parts = parts_of(exercise)
    assert parts
    every = [
        dict(zip(chosen, names, strict=True))
        for chosen in combinations(parts.choices, 2)
        for names in product(*([name for name in parts.choices[part] if name] for part in chosen))
    ]
    both = 0
    for chosen in random.Random(1).sample(every, min(SAMPLE, len(every))):
        choices = {part: chosen.get(part, "") for part in parts.choices}
        made = f"\n_made = assemble(**{{part: PARTS[part][name] for part, name in {choices!r}.items()}})\n"
        made += "".join(f"{name} = _made[{name!r}]\n" for name in exercise.functions)
        folder = submission_folder({f"{stem}.py": exercise.pairs.read_text() + made})
        result = grader.grade(exercise, open_submission(folder), 1)
        ids = "+".join(name.partition("--")[0] for name in chosen.values())
        assert not result.full_marks, ids
        found = result.misconception.id if result.misconception else None
        assert found is None or found == ids or found in ids.split("+")
        both += found == ids
    assert both >= min(SAMPLE, len(every)) // 2

"""An answer is looked at again after later calls, although only plain values cross the border."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.sandbox.outcome import Answer
from grader.sandbox.returned import ReturnedValues
from grader.submissions.submission import open_submission

STEP = "    new = [p - eta * g for p, g in zip(w, gw)]\n"
HEAD = "def update(w, b, gw, gb, eta):\n"
SHAPES = {
    "one list again": (
        "KEPT = []\n" + HEAD + STEP + "    KEPT[:] = new\n    return KEPT, b - eta * gb\n",
        (True, False),
    ),
    "earlier one emptied": (
        "KEPT = [[]]\n" + HEAD + STEP + "    KEPT[0].clear()\n    KEPT[0] = new\n    return new, b - eta * gb\n",
        (True, False),
    ),
    "the caller's list": (HEAD + STEP + "    return w if eta == 0 else new, b - eta * gb\n", (False, True)),
    "the caller's list, changed": (HEAD + STEP + "    w[:] = new\n    return w, b - eta * gb\n", (False, True)),
    "new lists": (HEAD + STEP + "    return new, b - eta * gb\n", (False, False)),
    "an answer kept as it is": (
        "KEPT = {}\n" + HEAD + STEP + "    return KEPT.setdefault(repr((w, b, gw, gb, eta)), (new, b - eta * gb))\n",
        (False, False),
    ),
    "the same number again": ("B = 0.5\n" + HEAD + STEP + "    return new, B\n", (False, False)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_answers_share_is_seen_across_the_border(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], shape: str
) -> None:
    """A later call that changes an earlier answer, and a list of the caller's in an answer: each is seen, and nothing else is."""
    source, seen = SHAPES[shape]
    grader.grade(course.find("update"), open_submission(submission_folder({"ex4_update.py": source})), 1)
    answers = [call.outcome for run in grader.attempt for call in run.calls if isinstance(call.outcome, Answer)]
    assert (any(a.changed_earlier for a in answers), any(a.shares_argument for a in answers)) == seen


def test_only_a_few_answers_are_kept_and_no_large_one() -> None:
    """What is looked at again costs memory and time: two answers, of 64 KiB at most."""
    answers, lists = ReturnedValues(50), [[float(n)] for n in range(9)]
    for value in lists:
        answers.sharing(value, b"l", [])
    assert len(answers._kept) == 2
    answers.sharing([0.0] * 10000, b"l" * 100000, [])
    assert all(len(sent) < 100000 for _, sent, _ in answers._kept)

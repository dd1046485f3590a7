"""Marks and names do not depend on the seed, shown on submissions that once had other marks at one.

`benchmarks/many_seeds.py` looks at all submissions and more seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

FOLDER = Path(__file__).parent.parent / "submissions"
SEEDS = {
    "blind/rare/ex3_gradient/clips_gradient_1_1.py": (1, 11),
    "wrong_heldback/ex5_loop/early_classes.py": (1, 7),
}


@pytest.mark.parametrize("file", SEEDS)
def test_a_submission_has_the_same_marks_at_seeds_that_once_differed(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], file: str
) -> None:
    """A fixed case of each check decides about it, and what is drawn from the seed only adds."""
    stem = (FOLDER / file).parent.name
    submission = open_submission(submission_folder({f"{stem}.py": (FOLDER / file).read_text()}))
    first, other = (grader.grade(course.find(stem), submission, seed) for seed in SEEDS[file])
    assert first.score == other.score
    assert first.misconception == other.misconception

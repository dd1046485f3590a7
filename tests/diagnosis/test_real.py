"""What real learners write, each shape retold in our own words: caught, and named truly, at every seed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.core.mistakes import read_hints
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

FOLDER = Path(__file__).parent.parent / "submissions" / "wrong_real"
CASES = [
    (index.stem, name, entry["named"])
    for index in sorted(FOLDER.glob("*.yaml"))
    for name, entry in read_yaml(index).data.items()
]


@pytest.mark.parametrize(("stem", "name", "named"), CASES, ids=[f"{stem}-{name}" for stem, name, _ in CASES])
def test_a_real_shape_is_caught_and_named_as_it_should(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], stem: str, name: str, named: str
) -> None:
    """It loses the same marks at two seeds, and has the name that was found right by hand, or none."""
    exercise = course.find(stem)
    folder = submission_folder({f"{stem}.py": (FOLDER / stem / f"{name}.py").read_text()})
    one, other = (grader.grade(exercise, open_submission(folder), seed) for seed in (1, 20))
    assert not one.full_marks
    assert (one.score, one.misconception) == (other.score, other.misconception)
    assert (one.misconception.id if one.misconception else "none") == named.partition("--")[0]
    if one.misconception and "--" in named:
        assert one.misconception.hint == read_hints(exercise.mistakes / f"{named}.py")[0]


def test_the_indexes_and_the_folders_hold_the_same() -> None:
    """No submission is left out, and each says where its kind was seen."""
    assert sorted((stem, name) for stem, name, _ in CASES) == sorted(
        (path.parent.name, path.stem) for path in FOLDER.glob("*/*.py")
    )
    for index in FOLDER.glob("*.yaml"):
        assert all(set(entry) == {"named", "source", "why"} for entry in read_yaml(index).data.values())

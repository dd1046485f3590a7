"""Submissions that were written and frozen before they were graded: right ones are full, wrong ones have a true name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import Course
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

FOLDER = Path(__file__).parent.parent / "submissions" / "blind"
SLOW = ("ex5_loop", "ex6_minibatch", "ex7_network")
CASES = [
    (index.stem, stem, name, entry["named"])
    for index in sorted(FOLDER.glob("*.yaml"))
    for stem, entries in read_yaml(index).data.items()
    # of the slow exercises every second, for the time it takes
    for name, entry in list(entries.items())[:: 2 if stem in SLOW else 1]
]


@pytest.mark.parametrize(
    ("kind", "stem", "name", "named"), CASES, ids=["-".join((kind, stem, name)) for kind, stem, name, _ in CASES]
)
def test_a_blind_submission_has_the_name_that_is_true_of_it(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], kind: str, stem: str, name: str, named: str
) -> None:
    """A right one has full marks and no name; a wrong one loses marks, and has the name that was found true, or none."""
    folder = submission_folder({f"{stem}.py": (FOLDER / kind / stem / f"{name}.py").read_text()})
    result = grader.grade(course.find(stem), open_submission(folder), 1)
    assert result.full_marks == (named == "right")
    assert (result.misconception.id if result.misconception else "none") == ("none" if named == "right" else named)


def test_every_blind_submission_is_listed() -> None:
    """The indexes and the folders hold the same, and each entry says what its author knew."""
    listed = [
        (index.stem, stem, name)
        for index in FOLDER.glob("*.yaml")
        for stem, entries in read_yaml(index).data.items()
        for name, entry in entries.items()
        if set(entry) == {"named", "is"} and entry["is"]
    ]
    assert sorted(listed) == sorted((p.parts[-3], p.parts[-2], p.stem) for p in FOLDER.glob("*/*/*.py"))

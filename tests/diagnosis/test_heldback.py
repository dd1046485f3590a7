"""Wrong submissions that were written blind: each is caught, and none is given a name that is not its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.core.course import Course
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.submissions.submission import open_submission

FOLDER = Path(__file__).parent.parent / "submissions" / "wrong_heldback"
INDEX: dict[str, Any] = read_yaml(FOLDER / "index.yaml").data
CASES = [(stem, name) for stem, entries in INDEX.items() for name in entries]


@pytest.mark.parametrize(("stem", "name"), CASES, ids=[f"{stem}-{name}" for stem, name in CASES])
def test_a_blind_submission_is_caught_and_named_as_it_should(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], stem: str, name: str
) -> None:
    """It loses marks, and its name is the one that was found right by hand, or none."""
    folder = submission_folder({f"{stem}.py": (FOLDER / stem / f"{name}.py").read_text()})
    result = grader.grade(course.find(stem), open_submission(folder), 1)
    assert not result.full_marks
    assert (result.misconception.id if result.misconception else "none") == INDEX[stem][name]["named"]


@pytest.mark.parametrize(
    ("stem", "name", "told"),
    [
        ("ex4_update", "in_place", "the caller's own weights have changed"),
        ("ex4_update", "slopes_popped", "a list from the caller is not the same after the call"),
        ("ex3_gradient", "ones_appended", "a list from the caller is not the same after the call"),
        ("ex1_sigmoid", "rounded_3", "to a few digits"),
    ],
)
def test_what_is_told_of_a_mistake_holds_for_this_one(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], stem: str, name: str, told: str
) -> None:
    """Not for the version alone that the course knows: which list was changed, to how many digits was rounded."""
    folder = submission_folder({f"{stem}.py": (FOLDER / stem / f"{name}.py").read_text()})
    result = grader.grade(course.find(stem), open_submission(folder), 1)
    assert result.misconception
    assert told in " ".join(result.misconception.hint.split())


def test_the_index_and_the_folder_hold_the_same() -> None:
    """No submission is left out, and none of the course's own ids is answered by another."""
    assert sorted(CASES) == sorted((path.parent.name, path.stem) for path in FOLDER.glob("*/*.py"))
    for stem, name in CASES:
        entry = INDEX[stem][name]
        assert entry["is"] in ("any", "none") or entry["named"] in (entry["is"], "none"), (stem, name)

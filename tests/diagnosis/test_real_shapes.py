"""What real learners write: shapes seen in public code and questions, written anew, and the name that each gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.course import Course
from grader.runner import Grader
from grader.schema import read_yaml
from grader.submission import open_submission

FOLDER = Path(__file__).parent.parent / "submissions" / "wrong_real"
INDEX: dict[str, dict[str, Any]] = {
    path.parent.name: read_yaml(path).data for path in sorted(FOLDER.glob("*/index.yaml"))
}
CASES = [(stem, name) for stem, entries in INDEX.items() for name in entries]
SEEN = ("a question in a forum", "code in a public repository", "a tutorial's habit")


@pytest.mark.parametrize(("stem", "name"), CASES, ids=[f"{stem}-{name}" for stem, name in CASES])
def test_a_real_shape_is_caught_and_named(
    course: Course, grader: Grader, submission_folder: Callable[..., Path], stem: str, name: str
) -> None:
    """It loses the same marks at two seeds, and its name at both is the one that was found right by hand, or none."""
    folder = submission_folder({f"{stem}.py": (FOLDER / stem / f"{name}.py").read_text()})
    results = [grader.grade(course.find(stem), open_submission(folder), seed) for seed in (1, 2)]
    assert not results[0].full_marks
    assert len({result.score + result.bonus for result in results}) == 1
    named = [result.misconception.id if result.misconception else "none" for result in results]
    assert named == [INDEX[stem][name]["named"]] * 2


def test_each_shape_says_where_its_kind_was_seen() -> None:
    """The index lists every file, with the kind of its source."""
    assert sorted(CASES) == sorted((path.parent.name, path.stem) for path in FOLDER.glob("*/*.py"))
    assert {INDEX[stem][name]["seen"] for stem, name in CASES} <= set(SEEN)

"""The suites are strong in types, containers, caches and aliases: every wrapper is caught, or is right by the course's promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.core.content import load_module
from grader.core.course import Course
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.submissions.submission import Submission

HERE = Path(__file__).parent
wrapped = load_module(HERE, "wrappers").wrapped
REASONS = read_yaml(HERE / "right_wrappers.yaml").data


class _Files:
    """The references, one of them changed."""

    def __init__(self, folder: Path, stem: str, source: str) -> None:
        self._folder, self._name, self._source = folder, f"{stem}.py", source

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return (self._folder / name).is_file()

    def read(self, name: str, limit: int) -> bytes | None:
        """Return its bytes."""
        return self._source.encode() if name == self._name else (self._folder / name).read_bytes()


@pytest.mark.parametrize("stem", REASONS)
def test_every_wrapper_is_caught_or_right(course: Course, grader: Grader, stem: str) -> None:
    """What earns full marks is listed, with the reason why it is right; and what is listed earns them."""
    exercise = course.find(stem)
    functions = {name: list(function.takes) for name, function in exercise.functions.items()}
    full = []
    for one in wrapped(exercise.reference.read_text(), functions):
        files = _Files(exercise.reference.parent, stem, one.source)
        if grader.passes(exercise, Submission(files), 1):
            full.append(one.name)
    assert sorted(full) == sorted(f"{name}: {what}" for name, kinds in REASONS[stem].items() for what in kinds)

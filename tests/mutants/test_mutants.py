"""The suites are strong: every small change of a reference is caught, or is no change of what it computes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.core.content import load_module
from grader.core.course import Course, Exercise
from grader.core.schema import read_yaml
from grader.grading.grader import Grader
from grader.submissions.submission import Submission

HERE = Path(__file__).parent
mutants = load_module(HERE, "mutator").mutants
PAIRS = read_yaml(HERE / "equivalent_pairs.yaml").data
STEMS = [f.stem for f in sorted((HERE.parent.parent / "solutions").glob("ex*.py"))]


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


def survivors(course: Course, grader: Grader, exercise: Exercise) -> tuple[list[str], int]:
    """Return the names of the mutants that pass every check, and how many there are in all."""
    # a mutant that never ends costs one second, not five
    limits = msgspec.structs.replace(exercise.limits, call_seconds=1.0, cpu_seconds=2.0)
    hurried = msgspec.structs.replace(exercise, limits=limits)
    every = mutants(exercise.reference.read_text())
    alive = []
    for mutant in every:
        files = _Files(course.root / "solutions", exercise.stem, mutant.source)
        if grader.passes(hurried, Submission(files), 1, stretch=True):
            alive.append(mutant.name)
    return alive, len(every)


@pytest.mark.parametrize("stem", STEMS)
def test_every_mutant_is_caught_or_equivalent(course: Course, grader: Grader, stem: str) -> None:
    """What passes every check is listed, with the reason why it computes the same; and what is listed passes."""
    alive, _ = survivors(course, grader, course.find(stem))
    listed = read_yaml(HERE / "equivalent.yaml").data.get(stem, {})
    assert sorted(alive) == sorted(listed)


@pytest.mark.parametrize("stem", PAIRS)
def test_every_listed_pair_of_changes_is_right(course: Course, grader: Grader, stem: str) -> None:
    """What benchmarks/second_order.py found alive, and does not print, passes every check that counts."""
    exercise = course.find(stem)
    once = {one.name: one.source for one in mutants(exercise.reference.read_text())}
    for pair in PAIRS[stem]:
        first, _, second = pair.partition("  AND  ")
        twice = {one.name: one.source for one in mutants(once[first])}
        files = _Files(course.root / "solutions", stem, twice[second])
        assert grader.passes(exercise, Submission(files), 1), pair


@pytest.mark.parametrize("index", ["equivalent.yaml", "equivalent_pairs.yaml"])
def test_every_equivalent_mutant_has_its_reason(index: str) -> None:
    """Each reason is a sentence."""
    for stem, entries in read_yaml(HERE / index).data.items():
        assert all(len(reason) > 20 for reason in entries.values()), stem

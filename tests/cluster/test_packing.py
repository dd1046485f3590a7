"""A course as a parcel: what grading reads of it, with one hash wherever it lies."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.classroom.cluster.packing import pack, unpack
from grader.classroom.cluster.worker import Shared
from grader.core.course import Course, load_course


def test_a_course_is_laid_out_as_it_was(small: Course, tmp_path: Path) -> None:
    """The same course is read from it, and it packs to the same bytes again."""
    parcel = pack(small.root)
    unpack(parcel, tmp_path / "there")
    there = load_course(tmp_path / "there")
    homeless = [
        [msgspec.structs.replace(exercise, root=Path()) for exercise in course.exercises] for course in (small, there)
    ]
    assert homeless[0] == homeless[1]
    assert pack(there.root) == parcel


def test_only_what_grading_reads_is_in_it(small: Course) -> None:
    """Caches, hidden files and what lies beside the course make no difference; a changed suite does."""
    parcel = pack(small.root)
    for name in (".git/config", "solutions/__pycache__/words.pyc", "exercises/.hidden", "notes.txt", "course/x.yaml"):
        (small.root / name).parent.mkdir(exist_ok=True)
        (small.root / name).write_text("x")
    assert pack(small.root) == parcel
    suite = small.exercises[0].suite
    suite.write_text(suite.read_text() + "\n")
    assert pack(small.root) != parcel


def test_what_makes_results_differ_makes_the_name_differ(small: Course) -> None:
    """The course, the seed, the exercises and the engine's version: a worker never mixes two of them."""
    told = {
        "parcel": pack(small.root),
        "exercises": ("words",),
        "seed": 1,
        "confine": True,
        "allow_limited": False,
        "patience": 1.0,
        "engine": "1",
        "repair_seconds": 0.0,
    }
    other = {
        "parcel": b"",
        "exercises": (),
        "seed": 2,
        "confine": False,
        "allow_limited": True,
        "engine": "2",
        "repair_seconds": 2.0,
    }
    names = {Shared(**{**told, **change}).name for change in [{}, *({key: other[key]} for key in other)]}  # type: ignore[arg-type]
    assert len(names) == 1 + len(other)
    assert Shared(**told).name in names  # type: ignore[arg-type]

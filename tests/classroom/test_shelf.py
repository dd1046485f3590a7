"""What grows with a class lies on disk."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.disk_dict import DiskDict
from grader.classroom.layouts import find_class
from grader.classroom.roster_file import read_roster
from grader.core.course import Course

Lay = Callable[[dict[str, str | bytes]], Path]
# no file may grow at all
FULL = """
import resource
from grader.classroom.disk_dict import DiskDict
from grader.core.errors import Fault
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
shelf = DiskDict()
try:
    for i in range(100_000):
        shelf[f"{i:0100}"] = i
except Fault as fault:
    print(fault)
"""


@given(st.dictionaries(st.text(st.characters(exclude_categories=())), st.integers() | st.none()))
def test_a_shelf_is_a_dictionary_in_order(data: dict[str, int | None]) -> None:
    """Also of names that are no text, as they may be on disk."""
    shelf: DiskDict[int | None] = DiskDict()
    for key, value in data.items():
        shelf[key] = 0
        shelf[key] = value
    assert list(shelf.pairs()) == sorted(data.items())
    assert list(shelf) == sorted(data)
    assert shelf == data
    assert len(shelf) == len(data)


def test_what_two_claim_is_nobodys() -> None:
    """However often, and what one claims twice is still theirs."""
    shelf: DiskDict[str | None] = DiskDict()
    shelf.claim(["a", "b"], "anna")
    shelf.claim(["b", "c"], "bob")
    shelf.claim(["a", "b"], "anna")
    assert dict(shelf) == {"a": "anna", "b": None, "c": "bob"}


def test_a_full_disk_is_said_in_one_sentence() -> None:
    """With what to do; no traceback."""
    run = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("A temporary file cannot be used ("), run.stderr
    assert "TMPDIR" in run.stdout


def test_memory_does_not_grow_with_the_class(tmp_path: Path, course: Course) -> None:
    """Ten times the learners, a roster of them and a notice on each take the same."""

    def peak(size: int) -> int:
        root = tmp_path / str(size)
        root.mkdir()
        for i in range(size):
            (root / f"learner{i:06}_{i}_{i}_ex1_sigmoid.py").touch()
            (root / f"learner{i:06}_text_{i}").touch()
        people = "".join(f"learner{i:06},Anna Lee{i},l{i}@example.org\n" for i in range(1, size + 1))
        (tmp_path / f"{size}.csv").write_text(f"student_id,name,email\n{people}")
        tracemalloc.start()
        found = find_class(root, course, read_roster(tmp_path / f"{size}.csv"))
        count = sum(1 for handed in found.submissions if handed.pieces)
        notices = sum(1 for notice in found.notices)
        assert (count, notices, len(list(found.absent()))) == (size, size + 1, 1)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)  # loads what is loaded once
    # each shelf keeps up to 200 references to cursors that are gone
    assert peak(3000) - peak(300) < 200 * 1000

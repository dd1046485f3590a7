"""A process that is asked to stop says so in one sentence, with the usual exit status, whatever it was doing."""

import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

PLACES = {
    "in a class statement": """
        class Field:
            def __set_name__(self, owner, name):
                signal.raise_signal(number)

        class Owner:
            field = Field()
        """,
    "in a finalizer": """
        class Dying:
            def __del__(self):
                signal.raise_signal(number)

        Dying()
        """,
    "in a finalizer, and again in the next": """
        class Dying:
            def __init__(self, left):
                self.left = left

            def __del__(self):
                signal.raise_signal(number)

        for _ in range(3):
            Dying(0)
        """,
    "as a weak reference goes": """
        class Short:
            pass

        kept = weakref.ref(Short(), lambda _: signal.raise_signal(number))
        """,
    "twice": """
        try:
            signal.raise_signal(number)
        finally:
            signal.raise_signal(number)
        """,
}


BEGIN = """
import signal, sys, weakref
sys.path.insert(0, ".")
number = {number}

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
"""
END = """
sys.meta_path.insert(0, Finder())
from grader.__main__ import main
main()
"""


def _grade(
    folder: Path, number: int, place: str, module: str = "grader.grading", **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run `grade exercise 4`, which asks itself to stop while it imports a module."""
    script = folder / "asked.py"
    begin = BEGIN.format(number=int(number), module=module)
    script.write_text(begin + textwrap.indent(textwrap.dedent(place), " " * 12) + END)
    command = [sys.executable, script, "exercise", "4", folder]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, **options)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupted", "terminated"])
@pytest.mark.parametrize("place", PLACES)
def test_a_stop_is_neither_lost_nor_taken_for_a_fault(place: str, number: int, tmp_path: Path) -> None:
    """Python wraps it in a class statement, and drops it where it cannot be raised."""
    (tmp_path / "ex4_update.py").write_text("def update(w, b, gw, gb, eta):\n    while True:\n        pass\n")
    done = _grade(tmp_path, number, PLACES[place])
    assert (done.returncode, done.stdout, done.stderr.strip()) == (128 + number, "", "grade: stopped.")


def test_a_stop_that_is_ignored_stays_so(tmp_path: Path) -> None:
    """A shell that starts a job in the background has Ctrl-C ignored for it: the key is meant for another one."""
    shutil.copy(ROOT / "solutions" / "ex4_update.py", tmp_path)
    ignore = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)  # noqa: E731
    done = _grade(tmp_path, signal.SIGINT, "signal.raise_signal(number)", preexec_fn=ignore)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupted", "terminated"])
def test_a_stop_waits_until_the_program_has_started(number: int, tmp_path: Path) -> None:
    """One that comes while the command line's library is imported is told like any other."""
    done = _grade(tmp_path, number, "signal.raise_signal(number)", "click")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (128 + number, "", "grade: stopped.")

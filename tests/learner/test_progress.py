"""What takes over a second says so, in a terminal, and only there."""

import os
import sys

import pexpect
import pytest

# takes 2.5 s to load, and then defines nothing
SLOW = "import time\nstarted = time.perf_counter()\nwhile time.perf_counter() < started + 2.5:\n    pass\n"


@pytest.mark.parametrize(
    ("command", "status"), [(["exercise", "7", "."], 1), (["exercise", "all", "."], 0), (["status"], 0)]
)
def test_long_work_tells_what_it_does_and_tidies_up(submission_folder, command, status):
    """After a second a line says which exercise is graded; at the end it is wiped out."""
    folder = submission_folder({"ex7_network.py": SLOW})
    child = pexpect.spawn(
        sys.executable, ["-m", "grader", *command], cwd=str(folder), timeout=60, encoding="utf-8", dimensions=(40, 80)
    )
    child.expect(r"Grading exercise 7, network.*, \d+ s")
    child.expect("\r\x1b\\[K(?!Grading)")
    child.expect(pexpect.EOF)
    assert "Grading" not in child.before
    child.close()
    assert child.exitstatus == status


def test_nothing_is_told_where_nobody_looks(grade_cli, submission_folder):
    """In a pipe there is no progress, however long it takes."""
    done = grade_cli("exercise", "7", submission_folder({"ex7_network.py": SLOW}), expect=1)
    assert done.stderr == ""
    assert "Grading" not in done.stdout


def test_nothing_is_told_where_it_could_not_be_wiped_out(submission_folder):
    """A terminal that knows no commands, as a shell in Emacs is, would show them as signs."""
    folder = submission_folder({"ex7_network.py": SLOW})
    child = pexpect.spawn(
        sys.executable,
        ["-m", "grader", "exercise", "7", "."],
        cwd=str(folder),
        timeout=60,
        encoding="utf-8",
        env={**os.environ, "TERM": "dumb"},
    )
    child.expect(pexpect.EOF)
    assert "Exercise 7, network" in child.before
    assert "\x1b" not in child.before

"""What takes over a second says so, in a terminal, and only there."""

import sys

import pexpect
import pytest

SLOW = "def update(w, b, gw, gb, eta):\n    while True:\n        pass\n"


@pytest.mark.parametrize("command", [["exercise", "4", "."], ["exercise", "all", "."], ["status"]])
def test_long_work_tells_what_it_does_and_tidies_up(submission_folder, command):
    """After a second a line says which exercise is graded; at the end it is wiped out."""
    folder = submission_folder({"ex4_update.py": SLOW})
    child = pexpect.spawn(
        sys.executable, ["-m", "grader", *command], cwd=str(folder), timeout=60, encoding="utf-8", dimensions=(40, 80)
    )
    child.expect(r"Grading exercise 4, update.*, \d+ s")
    child.expect("\r\x1b\\[K(?!Grading)")
    child.expect(pexpect.EOF)
    assert "Grading" not in child.before
    child.close()
    assert child.exitstatus == 1


def test_nothing_is_told_where_nobody_looks(grade_cli, submission_folder):
    """In a pipe there is no progress, however long it takes."""
    done = grade_cli("exercise", "4", submission_folder({"ex4_update.py": SLOW}), expect=1)
    assert done.stderr == ""
    assert "Grading" not in done.stdout

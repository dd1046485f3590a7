"""What `grade exercise` shows a learner: the first thing to fix, and no wall of words."""

import json
import sys

import pexpect
import pytest

TWO_WRONG = "def sigmoid(t):\n    return t\n\n\ndef forward(x, w):\n    return 0.5\n"
NO_STRETCH = (
    "import math\n\n\ndef sigmoid(t):\n    return 1 / (1 + math.exp(-t))\n\n\n"
    "def forward(x, w, b):\n    return sigmoid(sum(xj * wj for xj, wj in zip(x, w)) + b)\n"
)


def test_one_hint_is_given_at_a_time(grade_cli, submission_folder):
    """The first check that fails has its hint; JSON has more, and `grade hint` is named."""
    folder = submission_folder({"ex1_sigmoid.py": TWO_WRONG})
    shown = grade_cli("exercise", "1", folder, expect=1).stdout
    assert shown.count("Hint:") == 1
    assert "not yet   sigmoid works for numbers very far from 0                  0/2 bonus\n  error" in shown
    assert "  Fix the first failed check, then run this again. Stuck? Try `grade hint 1`.\n" in shown
    checks = json.loads(grade_cli("exercise", "1", folder, "--format", "json", expect=1).stdout)["checks"]
    assert sum(bool(check["hint"]) for check in checks) > 2


def test_a_bonus_is_explained_where_nothing_else_is_left(grade_cli, submission_folder):
    """With full marks the stretch check has its message and its hint, and nothing must be fixed first."""
    shown = grade_cli("exercise", "1", submission_folder({"ex1_sigmoid.py": NO_STRETCH})).stdout
    assert shown.count("Hint:") == 1
    assert "Fix the" not in shown


def test_a_call_with_other_arguments_is_told_as_that(grade_cli, submission_folder):
    """A TypeError about arguments is not explained as one about kinds of values."""
    folder = submission_folder({"ex1_sigmoid.py": TWO_WRONG})
    shown = " ".join(grade_cli("exercise", "1", folder, expect=1).stdout.replace("|", "").split())
    assert (
        "`forward` no longer takes the arguments that the exercise gives it. Put back `def forward(x, w, b):`." in shown
    )
    assert "kinds that do not go together" not in shown


@pytest.mark.parametrize("body", ["while True: pass", "raise SystemExit"], ids=["hangs", "exits"])
def test_what_is_said_once_is_not_said_again(grade_cli, submission_folder, body):
    """The same sentence stands once, however many checks fail by it."""
    folder = submission_folder({"ex4_update.py": f"def update(w, b, gw, gb, eta):\n    {body}\n"})
    shown = " ".join(grade_cli("exercise", "4", folder, expect=1).stdout.replace("|", "").split())
    assert shown.count("has a loop that never ends.") + shown.count("ended itself in update([1.0, -2.0]") == 1


def test_the_next_exercise_is_named_with_the_file_that_is_there(submission_folder):
    """In a terminal, full marks are followed by the learner's next file, which may be a notebook."""
    folder = submission_folder({"ex2_loss.ipynb": "{}"})
    for path in (".", "ex1_sigmoid.py"):
        child = pexpect.spawn(
            sys.executable, ["-m", "grader", "exercise", "1", path], cwd=str(folder), encoding="utf-8"
        )
        child.expect("\r\nNext: exercise 2, loss, in ex2_loss.ipynb\r\n")
        child.expect(pexpect.EOF)

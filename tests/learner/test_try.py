"""`grade try`, `grade show` and `grade` alone: a learner's own values, other solutions, and where to begin."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from grader.core.course import Course
from grader.core.errors import UsageError
from grader.grading.tryout import MOST_STEPS, Tried, statements_of, try_out
from grader.reports import tried as report
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parent.parent.parent
Try = Callable[..., Tried]


@pytest.fixture(name="mine")
def _mine(tmp_path: Path) -> Path:
    """Give a folder with a right chain."""
    for path in (ROOT / "solutions").glob("ex*.py"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture(name="tried")
def _tried(course: Course, mine: Path) -> Try:
    """Give a function that tries values on an exercise of the chain."""

    def tried(number: int, text: str, source: str | None = None, *, steps: bool = False) -> Tried:
        exercise = course.exercises[number - 1]
        if source is not None:
            (mine / f"{exercise.stem}.py").write_text(source)
        with Sandbox() as sandbox:
            return try_out(sandbox, course, exercise, open_submission(mine), statements_of(text), steps=steps)

    return tried


def test_values_are_shown_as_python_shows_them(tried: Try) -> None:
    """Each statement with its value; an assignment has none, and later statements know its name."""
    found = tried(4, "w = [1.0]\nupdate(w, 0.5, [0.2], 0.1, 0.5)\nw")
    assert found.values == (("w = [1.0]", ""), ("update(w, 0.5, [0.2], 0.1, 0.5)", "([0.9], 0.45)"), ("w", "[1.0]"))
    assert ">>> update(w, 0.5, [0.2], 0.1, 0.5)\n([0.9], 0.45)\n" in report.render(found)


def test_what_is_printed_is_shown(tried: Try) -> None:
    """It stands above the value."""
    found = tried(
        4, "update([1.0], 0, [1.0], 0, 1)", "def update(w, b, gw, gb, eta):\n    print('here', w)\n    return w, b\n"
    )
    assert found.printed == "here [1.0]\n"
    assert "| here [1.0]" in report.render(found)


def test_an_error_is_told_at_the_learners_own_line(tried: Try) -> None:
    """With the words that grading would have for it."""
    found = tried(1, "sigmoid(2.0)", "import math\ndef sigmoid(t):\n    return 1 / (1 + math.Exp(-t))\n")
    assert "Did you mean `math.exp`?" in found.error
    assert found.location is not None
    assert (found.location.file, found.location.line) == ("ex1_sigmoid.py", 3)


def test_a_file_that_python_cannot_read_is_told(tried: Try) -> None:
    """As in grading."""
    assert "A colon is missing" in tried(1, "sigmoid(2.0)", "def sigmoid(t)\n    return t\n").error


def test_a_loop_without_end_is_stopped(tried: Try) -> None:
    """And told with its line."""
    found = tried(1, "sigmoid(2.0)", "def sigmoid(t):\n    while True:\n        t = 1\n")
    assert "`while` loop of line 2" in found.error


def test_a_loop_that_was_typed_is_told_as_it_was_typed(tried: Try) -> None:
    """Its line is the first one, whatever stands around it where it runs."""
    found = tried(1, "while True: pass")
    assert "`while` loop of line 1" in found.error
    assert found.location is not None
    assert (found.location.line, found.location.text) == (1, "while True:     pass")


def test_steps_show_each_line_and_what_it_changed(tried: Try) -> None:
    """The arguments first, then line by line, in the functions of the file that are called too."""
    found = tried(1, "forward([1.0, 2.0], [3.0, -1.0], 0.5)", steps=True)
    assert found.steps[0].changed == (("x", "[1.0, 2.0]"), ("w", "[3.0, -1.0]"), ("b", "0.5"))
    assert [step.changed for step in found.steps if step.text.strip().startswith("t +=")] == [
        (("t", "3.5"),),
        (("t", "1.5"),),
    ]
    assert found.steps[-1].returned == found.values[-1][1] == "0.8175744761936437"
    assert {step.depth for step in found.steps} == {1, 2}


def test_steps_lead_up_to_an_error(tried: Try) -> None:
    """The lines before it are shown, and then the error."""
    found = tried(
        4, "update([1.0], 0, [], 0, 1)", "def update(w, b, gw, gb, eta):\n    a = 1\n    return gw[0]\n", steps=True
    )
    assert [step.line for step in found.steps][:2] == [1, 2]
    assert "empty" in found.error


def test_steps_are_bounded(tried: Try) -> None:
    """A long run is cut, and said to be; its value is there anyway."""
    found = tried(
        4,
        "update([1.0], 0, [], 0, 1)",
        "def update(w, b, gw, gb, eta):\n    for n in range(9999):\n        b += 1\n    return b\n",
        steps=True,
    )
    assert (len(found.steps), found.more_steps, found.values[-1][1]) == (MOST_STEPS, True, "9999")
    assert f"the first {MOST_STEPS} are shown" in report.render(found)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_the_steps_is_wider_than_the_screen(tried: Try, width: int) -> None:
    """Long values are cut."""
    found = tried(5, "train([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 1], 0.5, 2)", steps=True)
    assert all(len(line) <= width for line in report.render(found, width).splitlines())


@pytest.mark.parametrize("text", ["sigmoid(", "", "x" * 5000, "(" * 300])
def test_what_is_no_python_is_one_sentence(text: str) -> None:
    """Nothing is run."""
    with pytest.raises(UsageError):
        statements_of(text)


def test_the_sandbox_holds_what_is_tried(tried: Try) -> None:
    """What is typed has no more rights than a submission."""
    assert "not allowed" in tried(1, "open('/etc/passwd')").error
    assert "cannot be imported here" in tried(1, "__import__('subprocess')").error


def test_try_without_an_expression_runs_the_example_of_the_stub(grade_cli: Callable, mine: Path) -> None:
    """The first one."""
    done = grade_cli("try", "1", ".")
    assert done.returncode == 0
    assert done.stdout.startswith(">>> sigmoid(0.0)\n0.5\n")


def test_solutions_are_shown_after_full_marks_only(grade_cli: Callable, mine: Path) -> None:
    """Before, the points are told, and nothing of a solution."""
    done = grade_cli("show", "4")
    assert done.returncode == 0
    assert "The course's own solution:" in done.stdout
    assert done.stdout.count("Another way: ") == 2
    (mine / "ex4_update.py").write_text("def update(w, b, gw, gb, eta):\n    return w, b\n")
    done = grade_cli("show", "4", expect=1)
    assert "when yours has full marks" in done.stdout
    assert "zip" not in done.stdout


@pytest.mark.parametrize("typed", ["4", "ex4", "update", "ex4_update.py"])
def test_an_exercise_stands_for_grading_it(grade_cli: Callable, mine: Path, typed: str) -> None:
    """By number, name, stem or file."""
    done = grade_cli(typed)
    assert done.returncode == 0
    assert done.stdout.startswith("Exercise 4, update")


def test_a_misspelled_exercise_is_told_what_was_meant(grade_cli: Callable) -> None:
    """With the command to type."""
    assert "Did you mean `grade exercise sigmoid`?" in grade_cli("sigmoi", expect=2).stderr


def test_grade_alone_tells_how_to_begin(grade_cli: Callable) -> None:
    """Then it lists the commands."""
    done = grade_cli()
    assert done.returncode == 0
    assert done.stdout.startswith("To begin: `grade init")
    assert "exercise" in done.stdout.partition("Usage:")[2]


def test_grade_alone_watches_a_learners_folder_in_a_terminal(mine: Path) -> None:
    """It goes on where the learner is: at the first exercise that is not full."""
    shutil.copy(ROOT / "exercises" / "ex2_loss.py", mine)
    # the shell keeps the terminal open: what a program says last may be lost with the terminal that closes at its end
    command = f"{sys.executable} -m grader --course {ROOT}; echo ended with $?; read _"
    child = pexpect.spawn("sh", ["-c", command], cwd=str(mine), timeout=60)
    child.expect("Exercise 2, loss")
    child.expect("q quit")
    child.send("q")
    child.expect("You are at exercise 2, loss")
    child.expect("ended with 0")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()


def test_help_lists_what_there_is(grade_cli: Callable) -> None:
    """The exercises, and the formats."""
    said = grade_cli("exercise", "--help").stdout
    assert "3  gradient" in said
    assert "gradescope" in said

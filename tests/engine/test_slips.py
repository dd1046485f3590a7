"""What is told of slips in exercises that ask for more than functions: solutions of the courses here, each changed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

ROOT = Path(__file__).parents[2]
COURSES = {folder.name: folder for folder in [*(ROOT / "examples").iterdir(), Path(__file__).parent / "ports"]}
GradeChanged = Callable[[str, str, str, str], ExerciseResult]


@pytest.fixture(scope="module", name="grade_changed")
def _grade_changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GradeChanged]:
    """Give a function that grades the solution of an exercise in which one text is replaced."""
    with ExitStack() as stack:
        graders: dict[str, Grader] = {}

        def grade(name: str, which: str, old: str, new: str) -> ExerciseResult:
            if name not in graders:
                sandbox = stack.enter_context(Sandbox())
                graders[name] = stack.enter_context(Grader(load_course(COURSES[name]), sandbox))
            exercise = graders[name].course.find(which)
            text = exercise.reference.read_text()
            assert old in text
            folder = tmp_path_factory.mktemp("learner")
            (folder / f"{exercise.stem}.py").write_text(text.replace(old, new))
            return graders[name].grade(exercise, open_submission(folder), 1)

        yield grade


# course, exercise, what is replaced by what, the first message that is told
SLIPS = {
    "a keyword that is not taken": (
        "ports", "hashtags", "*, least=1", "at_least=1",
        "Put back `def hashtags(posts, *, least=1):`. Now it says `def hashtags(posts, at_least=1):`.",
    ),
    "an argument that must be kept": (
        "ports", "mend", "ordered = sorted(values)", "ordered = values\n    ordered.sort()",
        "median([3, 1, 2]): it changes its argument values, which must stay as it is.",
    ),
    "an array that must be kept": (
        "tables", "standard", "    spread =", "    X -= 1\n    spread =",
        "it changes its argument X, which must stay as it is.",
    ),
    "an array of another shape": (
        "tables", "standard", "return (X - X.mean(axis=0)) / np.where(spread == 0, 1, spread)",
        "return (X - X.mean(axis=0))[:, :1]", "an array of shape (2, 1); shape (2, 2) was expected.",
    ),
    "some numbers of an array": (
        "tables", "standard", "return (X - X.mean(axis=0))", "return (X - X.mean(axis=0) + [[0, 0], [0, 1]])",
        "an array in which 1 of 4 numbers is wrong; the first is [1, 1]: 1.1, where 1.0 was expected.",
    ),
    "a set that lacks a member": (
        "ports", "hashtags", "found.setdefault(tag.lower(), set()).add(name)", "found.setdefault(tag.lower(), {name})",
        "a set at ['sun'] that lacks the member 'Bo'.",
    ),
    "a list where a set is asked for": (
        "ports", "hashtags", "{tag: names for", "{tag: list(names) for", "returned a list of 2 at ['sun']; a set of texts was expected there.",
    ),
    "a dict with another key": (
        "ports", "ledger", 'row["date"][:7]', 'row["date"][:7].replace("-", "/")',
        "a dict that lacks the keys '2024-01', '2024-02' and has the keys '2024/01', '2024/02' too many.",
    ),
    "a program that prints a blank too many": (
        "programs", "receipt", '"prices")', '"prices ")',
        "that differs from line 1 on: 2 prices␣⏎total␣3.50⏎ came, where 2 prices⏎total␣3.50⏎ was expected.",
    ),
    "a program that reads too much": (
        "programs", "receipt", "while line:", "while True:",
        "your program with the input '2.50', '1', ''",
    ),
    "a program that waits for a line": (
        "programs", "receipt", "print(len(prices)", "input()\nprint(len(prices)",
        "the program reads one more line than it is given",
    ),
    "a file that is not there": (
        "programs", "words", "open(path)", 'open("other.txt")',
        "[Errno 2] there is no such file where this is graded; there is poem.txt: 'other.txt'.",
    ),
    "a file that is written": (
        "programs", "words", "open(path)", 'open(path, "a")', "no file can be written where this is graded",
    ),
    "an error in a method": (
        "objects", "account", "self.balance += amount", "self.balance += amont",
        "Your code raised NameError in the balance of Account(50) after the amounts [20, -30]: name 'amont' is not defined.",
    ),
    "a class that is not there": (
        "objects", "account", "class Account", "class Acount",
        "o1_account.py does not define Account. Your file has `Acount`, and `Account` was asked for.",
    ),
    "a list in place of a class's operator": (
        "objects", "value", "return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))", "return [self, other]",
        "Your code raised AttributeError in the data of 'a + b' for a = 2.0, b = 3.0: 'list' object has no attribute 'data'.",
    ),
    "a construct that is forbidden": (
        "algorithms", "sort", "return merged + left[i:] + right[j:]", "return sorted(left + right)",
        "Solve this exercise without `sorted`. Your file uses it in line",
    ),
    "a construct that is forbidden, by another way": (
        "algorithms", "sort", "return merged + left[i:] + right[j:]", 'both = left + right\n    getattr(both, "sort")()\n    return both',
        "Solve this exercise without `sort`. Your file uses it in line",
    ),
    "a file that cannot be looked at": (
        "algorithms", "sort", "return merged + left[i:] + right[j:]", "return sorted(left + right)\n\n\ndef never():\n    a" + ".b" * 990,
        "your file is too deeply nested or too large to be looked at.",
    ),
    "a construct that is missing": (
        "ports", "squares", "[n * n for n in range(1, 11)]", "list(map(lambda n: n * n, range(1, 11)))",
        "Solve this exercise with a comprehension. Your file does not use it.",
    ),
    "a tuple where a list is asked for": (
        "algorithms", "flatten", "    return found", "    return tuple(found)",
        "flatten([1, [2, [3]], []]) returned a tuple of 3; a list of whole numbers was expected.",
    ),
    "a frame with a column too many": (
        "tables", "sales", '.sum().reset_index()', '.sum().reset_index().assign(more=1)', "a table with the columns 'city', 'takings' was expected.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_what_is_told(grade_changed: GradeChanged, slip: tuple[str, str, str, str, str]) -> None:
    """The message names the call as the course shows it, the place in the answer, and what was expected."""
    course, which, old, new, told = slip
    result = grade_changed(course, which, old, new)
    messages = " | ".join([result.message, *(check.message for check in result.checks)])
    assert told in messages
    assert not result.full_marks


@pytest.mark.parametrize(
    ("course", "which", "old", "new"),
    [
        ("programs", "words", "open(path)", "__import__('pathlib').Path(path).open()"),
        ("programs", "words", "open(path)", 'open(__import__("pathlib").Path(__file__).parent / path, "rt", encoding="utf-8")'),
        ("programs", "receipt", "line = input()", 'line = sys.stdin.readline().rstrip("\\n")'),
        ("programs", "receipt", "sys.exit(2)", "raise SystemExit(2)"),
        ("ports", "ledger", "open(path, newline", 'open("./" + path, newline'),
        ("tables", "standard", "return (X", "X = X.copy()\n    X += 0\n    return (X"),
        ("tables", "sales", 'pd.read_csv(path)', 'pd.read_csv("./" + path, sep=",")'),
        ("algorithms", "sort", "def merge_sort", "def sort(x):\n    return x\n\n\nsort(1)\n\n\ndef merge_sort"),
    ],
)  # fmt: skip
def test_other_right_ways(grade_changed: GradeChanged, course: str, which: str, old: str, new: str) -> None:
    """Files are opened in any usual way, programs read and end in any usual way, a name of the file's own is no construct."""
    result = grade_changed(course, which, old, new)
    assert result.full_marks, [check.message for check in result.checks]

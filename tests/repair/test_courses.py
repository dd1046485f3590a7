"""The line that decides in any kind of exercise: objects, programs, files, arrays, plots, and code with rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.core.course import load_course
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SECONDS = 20.0  # on a busy machine a search takes long; what it finds is the same
ACCOUNT = """\
class Account:
    def __init__(self, start=0):
        self.balance = start

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("nothing to pay in")
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("too much")
        self.balance -= amount
"""
RECEIPT = """\
import sys

prices = []
while line := input().strip():
    try:
        prices.append(float(line))
    except ValueError:
        print("not a price")
        sys.exit(2)
total = 0
for price in prices:
    total += price
print(len(prices), "prices")
print(f"total {total:.2f}")
"""
WORDS = """\
def most_common(path, *, count=3):
    found = {}
    with open(path) as poem:
        for word in poem.read().lower().split():
            word = word.strip(".,;:!?")
            found[word] = found.get(word, 0) + 1
    order = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return order[:count]
"""
STANDARD = """\
import numpy as np


def standardize(X):
    spread = X.std(axis=0)
    spread = np.where(spread == 0, 1, spread)
    return (X - X.mean(axis=0)) / spread
"""
PLOT = """\
import matplotlib.pyplot as plt


def draw(months, warm, cold):
    plt.plot(months, warm, label="warm")
    plt.plot(months, cold, label="cold")
    plt.title("Temperatures")
    plt.xlabel("month")
    plt.ylabel("degrees")
"""
PIPELINE = """\
def numbers(lines):
    for line in lines:
        if line.strip():
            yield float(line)


def running_sums(values):
    total = 0
    for value in values:
        total += value
        yield total
"""


def searched(root: Path, stem: str, source: str, folder: Path) -> ExerciseResult:
    """Return the result of a program, with the line that decides."""
    course = load_course(root)
    exercise = course.find(stem)
    (folder / f"{stem}.py").write_text(source)
    submission = open_submission(folder)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(exercise, submission, 1)
        return grader.with_repair(exercise, submission, result, SECONDS)


@pytest.fixture(name="result_of")
def _result_of(tmp_path: Path) -> Callable[[str, str, str], ExerciseResult]:
    """Give a function that searches a program for an exercise of the examples."""
    return lambda course, stem, source: searched(EXAMPLES / course, stem, source, tmp_path)


@pytest.mark.parametrize(
    ("course", "stem", "right", "slip", "line", "kind"),
    [
        ("objects", "o1_account", ACCOUNT, ("self.balance += amount", "self.balance = amount"), 8, "assignment"),
        ("objects", "o1_account", ACCOUNT, ("amount > self", "amount >= self"), 11, "comparison"),
        ("programs", "p1_receipt", RECEIPT, ("    total += price", "    total = price"), 12, "assignment"),
        ("programs", "p1_receipt", RECEIPT, ("sys.exit(2)", "sys.exit(3)"), 9, "constant"),
        ("programs", "p1_receipt", RECEIPT, ("for price in prices:", "for price in prices[1:]:"), 11, "range"),
        ("programs", "p2_words", WORDS, ("(-pair[1], pair[0])", "(pair[1], pair[0])"), 7, "sign"),
        ("programs", "p2_words", WORDS, ("order[:count]", "order[:count + 1]"), 8, "operands"),
        ("tables", "t1_standard", STANDARD, ("X.mean(axis=0)", "X.mean()"), 7, "axis"),
        ("tables", "t1_standard", STANDARD, ("X - X", "X + X"), 7, "operator"),
        ("tables", "t3_plot", PLOT, ("(months, cold", "(months, warm"), 6, "name"),
        ("algorithms", "a2_pipeline", PIPELINE, ("if line.strip()", "if line"), 3, "text"),
    ],
)
def test_one_line_is_found_through_all_that_a_suite_can_ask(
    result_of: Callable[[str, str, str], ExerciseResult],
    course: str,
    stem: str,
    right: str,
    slip: tuple[str, str],
    line: int,
    kind: str,
) -> None:
    """Through probes, runs of a program, data files, arguments by name, arrays, plots and generators."""
    assert slip[0] in right
    assert result_of(course, stem, right).full_marks
    result = result_of(course, stem, right.replace(*slip))
    repair = result.repair
    assert repair is not None
    assert repair.edits == 1
    assert (line, kind) in {(place.line, place.kind) for place in (repair, *repair.others)}


def test_an_example_is_told_in_the_words_of_the_course(
    result_of: Callable[[str, str, str], ExerciseResult],
) -> None:
    """A run of a program by what it reads, a probe by the course's sentence; a program's own lines have no function."""
    run = result_of("programs", "p1_receipt", RECEIPT.replace("    total += price", "    total = price")).repair
    assert run is not None
    assert run.function == ""
    assert run.hints[-1].startswith("For your program with the input '2.50', '1', '', just before line 12 runs, `")
    probe = result_of(
        "objects", "o1_account", ACCOUNT.replace("self.balance += amount", "self.balance = amount")
    ).repair
    assert probe is not None
    assert probe.hints[-1].startswith("For the balance of Account(50) after the amounts [20, -30], just before line 8")


@pytest.mark.parametrize("forbids", ["", "    forbids: [call fromkeys]\n"])
def test_a_repair_that_the_course_forbids_is_none(tmp_path: Path, forbids: str) -> None:
    """A set loses the order, which `dict.fromkeys` keeps; where the course forbids that, no line is told."""
    for name, content in {
        "exercises/course.yaml": (
            "schema: 1\ntitle: Once\nmodules: []\nexercises:\n  - stem: once\n    name: once\n    title: once\n"
            f"    points: 2\n    hints: [Think.]\n{forbids}"
            "    functions: {once: {takes: [items], returns: {list of: whole number}}}\n"
        ),
        "exercises/once.py": "def once(items):\n    raise NotImplementedError\n",
        "solutions/once.py": "def once(items):\n    return [x for n, x in enumerate(items) if x not in items[:n]]\n",
        "solutions/suites/test_once.py": '''\
from grader.suite import agree, check


@check(points=2, hint="h")
def test_once(submission, reference, random):
    """each item once"""
    for items in ([8, 1, 8], [random.randrange(9) for _ in range(12)]):
        agree(submission.once(items), reference.once(items))
''',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    (tmp_path / "mine").mkdir()
    repair = searched(tmp_path, "once", "def once(items):\n    return list(set(items))\n", tmp_path / "mine").repair
    assert (repair.kind if repair else "none") == ("none" if forbids else "set")


def test_a_program_that_is_too_slow_alone_is_not_searched(tmp_path: Path) -> None:
    """Its answers are right, so that any edit that changes nothing would count as a proof."""
    for name, content in {
        "exercises/course.yaml": (
            "schema: 1\ntitle: Speed\nmodules: []\nexercises:\n  - stem: total\n    name: total\n    title: total\n"
            "    points: 2\n    hints: [Think.]\n    functions: {total: {takes: [items], returns: whole number}}\n"
        ),
        "exercises/total.py": "def total(items):\n    raise NotImplementedError\n",
        "solutions/total.py": "def total(items):\n    return sum(items)\n",
        "solutions/suites/test_total.py": '''\
from grader.suite import agree, check, grows


@check(points=1, hint="h", open=True)
def test_sum(submission):
    """the sum"""
    agree(submission.total([1, 2]), 3)


@check(points=1, hint="h")
def test_quick(submission):
    """long lists"""
    grows(submission, "total", lambda n: ([1] * n,), "n", sizes=(200, 1600))
''',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    slow = "def total(items):\n    found = 0\n    for item in items:\n        found += item\n"
    slow += "        for other in items:\n            other = other\n    return found\n"
    (tmp_path / "mine").mkdir()
    result = searched(tmp_path, "total", slow, tmp_path / "mine")
    assert [check.status for check in result.checks] == ["passed", "failed"]
    assert result.unexplained
    assert result.repair is None

"""A wrong program without a named mistake: the line that decides is found, proven and told step by step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.core.course import Course, load_course
from grader.core.results import ExerciseResult
from grader.grading.diagnosis.hint_ladder import ladder
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission

SECONDS = 20.0  # on a busy machine a search takes long; what it finds is the same
TWO_SLOPES = """\
def update(w, b, gw, gb, eta):
    new = []
    for i in range(len(w)):
        step = eta * gw[i]
        if i == 0:
            step = step * 3
        new.append(w[i] - step)
    return new, b - eta * gb
"""
COURSE = """\
schema: 1
title: Lists
modules: [math]
limits: {call_seconds: 0.5, cpu_seconds: 2}
exercises:
  - stem: lists
    name: lists
    title: lists
    points: 3
    hints: [Think., Think again.]
    functions:
      largest: {takes: [items], returns: whole number}
"""
REFERENCE = '''\
"""Right."""


def largest(items):
    best = items[0]
    for item in items:
        if item > best:
            best = item
    return best
'''
SUITE = '''\
from grader.suite import agree, check


@check(points=1, open=True, hint="h")
def test_open(submission):
    """the largest of three"""
    agree(submission.largest([-4, -1, -7]), -1)


@check(points=2, hint="h")
def test_drawn(submission, reference, random):
    """the largest of many"""
    for n in (1, 4, 9):
        items = [random.randint(-99, 99) for _ in range(n)]
        for given in (items, sorted(items), sorted(items, reverse=True)):
            agree(submission.largest(given), reference.largest(given))
'''


@pytest.fixture(name="lists", scope="module")
def _lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ExerciseResult]]:
    """Give a function that grades a program for a course on another subject, and looks for the line."""
    root = tmp_path_factory.mktemp("course")
    for name, content in {
        "exercises/course.yaml": COURSE,
        "exercises/lists.py": REFERENCE.replace("Right", "Stub"),
        "solutions/lists.py": REFERENCE,
        "solutions/suites/test_lists.py": SUITE,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    course = load_course(root)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:

        def repaired(source: str) -> ExerciseResult:
            folder = tmp_path_factory.mktemp("submission")
            (folder / "lists.py").write_text(source)
            submission = open_submission(folder)
            result = grader.grade(course.exercises[0], submission, 1)
            return grader.with_repair(course.exercises[0], submission, result, SECONDS)

        yield repaired


@pytest.mark.parametrize(
    ("source", "line", "kind"),
    [
        (REFERENCE.replace("items[0]", "0"), 5, "initial value"),
        (REFERENCE.replace("item > best", "item < best"), 7, "comparison"),
        (REFERENCE.replace("    return best", "            return best"), 9, "indentation"),
        (REFERENCE.replace("item > best", "item > items"), 7, "name"),
        (REFERENCE.replace("in items:", "in items[:-1]:"), 6, "range"),
        (REFERENCE.replace("item > best", "itm > best"), 7, "name"),
    ],
)
def test_one_line_is_found(lists: Callable[[str], ExerciseResult], source: str, line: int, kind: str) -> None:
    """In any course: the engine knows no exercise."""
    repair = lists(source).repair
    assert repair is not None
    assert line in (repair.line, *(other.line for other in repair.others))
    assert repair.edits == 1
    assert repair.function == "largest"
    assert kind in (repair.kind, *(other.kind for other in repair.others)) or repair.line == line


def test_an_edge_is_told_at_the_first_line_of_code(lists: Callable[[str], ExerciseResult]) -> None:
    """Not at the docstring; and a name of Python's own is a name, and not a function without its call."""
    source = REFERENCE.replace("    best", '    """Find it."""\n    best', 1).replace("in items:", "in list:")
    repair = lists(source).repair
    assert repair is not None
    assert (repair.line, repair.kind) == (7, "name")
    assert repair.hints[1] == "In line 7, look at the variable: `list`."


def test_two_edits_are_found_where_one_is_not_enough(lists: Callable[[str], ExerciseResult]) -> None:
    """Both lines are told, and that both have to change."""
    repair = lists(REFERENCE.replace("items[0]", "0").replace("item > best", "item < best")).repair
    assert repair is not None
    assert repair.edits == 2
    assert not repair.either
    assert {repair.line, *(other.line for other in repair.others)} == {5, 7}
    assert repair.hints[0] == "Two places decide, the rest is right. Look at line 5 and line 7."


def test_a_right_program_and_a_stub_are_not_searched(lists: Callable[[str], ExerciseResult]) -> None:
    """There is nothing to find."""
    assert lists(REFERENCE).repair is None
    assert lists("def largest(items):\n    raise NotImplementedError\n").repair is None
    assert lists("def largest(items:\n").repair is None


def test_an_edit_that_helps_at_one_seed_alone_is_no_proof(tmp_path: Path) -> None:
    """The drawn number decides what is right, and a constant happens to be right."""
    for name, content in {
        "exercises/course.yaml": COURSE,
        "exercises/lists.py": REFERENCE,
        "solutions/lists.py": "def largest(items):\n    return 3 if items[0] % 2 else 1000\n",
        "solutions/suites/test_lists.py": '''\
from grader.suite import agree, check


@check(points=3, hint="h")
def test_drawn(submission, reference, random):
    """one number"""
    items = [random.randint(0, 1000)]
    agree(submission.largest(items), reference.largest(items))
''',
        "submission/lists.py": "def largest(items):\n    return 4\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    course = load_course(tmp_path)
    submission = open_submission(tmp_path / "submission")
    exercise = course.exercises[0]
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        for seed in range(1, 6):
            result = grader.grade(exercise, submission, seed)
            assert not result.full_marks
            assert grader.with_repair(exercise, submission, result, SECONDS).repair is None


def test_what_a_candidate_changes_of_the_suite_is_whole_again_for_the_next(tmp_path: Path) -> None:
    """Hundreds of programs take an item out of a list of the suite's own; the last one still finds all its items."""
    for name, content in {
        "exercises/course.yaml": COURSE,
        "exercises/lists.py": REFERENCE,
        "solutions/lists.py": REFERENCE,
        "solutions/suites/test_lists.py": '''\
from grader.suite import agree, check

ITEMS = [-4, -1, -7, -2]


@check(points=3, hint="h")
def test_own(submission, reference):
    """the suite's own list"""
    agree(submission.largest(ITEMS), -1)
''',
        "submission/lists.py": """\
def largest(items):
    best = items.pop()
    for item in items:
        if item < best:
            best = item
    return best
""",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    course = load_course(tmp_path)
    submission = open_submission(tmp_path / "submission")
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        result = grader.grade(course.exercises[0], submission, 1)
        repair = grader.with_repair(course.exercises[0], submission, result, SECONDS).repair
        assert repair is not None
        assert 4 in (repair.line, *(other.line for other in repair.others))
        assert grader.grade(course.exercises[0], open_submission(tmp_path / "solutions"), 1).full_marks


def test_candidates_that_never_end_do_not_keep_the_search(lists: Callable[[str], ExerciseResult]) -> None:
    """Half of the edits of this loop run for ever; the one that ends it right is found anyway."""
    source = """\
def largest(items):
    best, i = items[0], 0
    while i < len(items):
        if items[i] < best:
            best = items[i]
        i += 1
    return best
"""
    repair = lists(source).repair
    assert repair is not None
    assert repair.line == 4
    never = lists(source.replace("        i += 1\n", "").replace("< best", "> best")).repair
    assert never is not None
    assert never.kind == "end of the loop"


@pytest.mark.parametrize(
    "trick",
    [
        "import sys\nfor name in list(sys.modules):\n    if name != 'sys':\n        sys.modules[name] = None\n",
        "import ast, marshal\nast.walk = lambda node: iter(())\nmarshal.loads = lambda data: []\nmarshal.dumps = None\n",
        "import ast\nast.Name = ast.Call = None\n",
        "class L(list): pass\n__tick__ = None\n",
        "while True: pass\n",
        "def __getattr__(name): return 7\n",
    ],
)
def test_a_program_that_takes_over_its_worker_spoils_its_own_hint_alone(
    lists: Callable[[str], ExerciseResult], trick: str
) -> None:
    """Whatever a worker says, the result stands, and what is told is of the learner's own file."""
    source = f"{trick}\n" + REFERENCE.replace("item > best", "item < best")
    repair = lists(source).repair
    if repair is not None:
        assert 1 <= repair.line <= source.count("\n")
        assert repair.function in ("largest", "__getattr__")


def test_a_notebook_is_searched_cell_by_cell(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """The line is told with its cell."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for source in ("%matplotlib inline\n1 / 0", TWO_SLOPES)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    folder = submission_folder({"ex4_update.ipynb": json.dumps(notebook)})
    repair = repaired(course, grader, folder).repair
    assert repair is not None
    assert "of ex4_update.ipynb, cell 2" in repair.hints[0]


def repaired(course: Course, grader: Grader, folder: Path) -> ExerciseResult:
    """Return the result of exercise 4, with the line that decides."""
    submission, exercise = open_submission(folder), course.find("ex4_update")
    result = grader.grade(exercise, submission, 1)
    return grader.with_repair(exercise, submission, result, SECONDS)


def test_the_ladder_tells_the_line_then_the_kind_then_a_question(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """With an open example of the lesson's own; and never the line as it should be."""
    source = TWO_SLOPES.replace("        if i == 0:\n            step = step * 3\n", "").replace(
        "= eta * gw[i]", "= eta * gw[i - 1]"
    )
    result = repaired(course, grader, submission_folder({"ex4_update.py": source}))
    assert result.repair is not None
    line, kind, question = result.repair.hints
    assert line == "Everything else is right. Look at line 4."
    assert kind == "In line 4, look at the index: `gw[i - 1]`."
    assert question.startswith("In `update([1.0, -2.0], 0.5, [0.2, -0.4], 0.1, 0.5)`, just before line 4 runs,")
    assert "`i` is 0" in question
    assert question.endswith("Python counts from 0.")
    assert "gw[i]" not in " ".join(result.repair.hints)
    assert ladder(course.find("ex4_update"), result).rungs[1:4] == result.repair.hints


def test_a_mistake_with_a_name_is_not_searched(
    course: Course, grader: Grader, submission_folder: Callable[..., Path]
) -> None:
    """Its own hints say more."""
    named = (Path(__file__).parent.parent.parent / "solutions/mistakes/ex4_update/ascends.py").read_text()
    result = repaired(course, grader, submission_folder({"ex4_update.py": named}))
    assert result.misconception is not None
    assert result.repair is None


def test_the_commands_tell_the_line(submission_folder: Callable[..., Path], grade_cli: Callable[..., object]) -> None:
    """`grade exercise` after its report, `grade hint` as the second hint, and JSON with its numbers."""
    source = TWO_SLOPES.replace("        if i == 0:\n            step = step * 3\n", "").replace(
        "= eta * gw[i]", "= eta * gw[i - 1]"
    )
    folder = submission_folder({"ex4_update.py": source})
    said = grade_cli("exercise", "4", folder, expect=1).stdout
    assert said.rstrip().endswith("Everything else is right. Look at line 4.")
    told = json.loads(grade_cli("exercise", "4", folder, "--format", "json", expect=1).stdout)["repair"]
    assert (told["line"], told["kind"], told["function"], told["edits"]) == (4, "index", "update", 1)
    assert told["candidates"] > 0
    assert told["seconds"] > 0
    grade_cli("hint", "4", folder)
    assert "Everything else is right. Look at line 4." in grade_cli("hint", "4", folder).stdout

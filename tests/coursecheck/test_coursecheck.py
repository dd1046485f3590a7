"""grader.authoring.course_check: the built-in course is sound, and each way of breaking a course has its diagnostic."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.authoring.course_check import check_course
from grader.core.course import Course, load_course

ROOT = Path(__file__).parent.parent.parent
RIGHT = ROOT / "tests" / "submissions" / "right"
FILES = {
    "exercises/course.yaml": """\
schema: 1
title: Two sums
modules: [math]
exercises:
  - stem: sums
    name: sums
    title: adding up
    points: 4
    hints: [Look at the first one., Add them all.]
    functions:
      add: {takes: [xs], returns: number}
""",
    "exercises/sums.py": '"""Adding up."""\n\n\ndef add(xs):\n    raise NotImplementedError\n',
    "solutions/sums.py": "def add(xs):\n    return sum(xs)\n",
    "solutions/suites/test_sums.py": """\
from grader.suite import agree, check


@check(points=4, hint="Add them all.", open=True)
def test_add(submission):
    \"\"\"add gives the sum\"\"\"
    agree([submission.add([1, 2, 4]), submission.add([5, 3])], [7, 8])
""",
    "solutions/mistakes/sums/first-only.py": '"""You stop at the first."""\n\n\ndef add(xs):\n    return xs[0]\n',
}

PAIRS = """\
PARTS = {"which": {"": lambda xs: xs, "first-only": lambda xs: xs[:1]}}


def assemble(which):
    return {"add": lambda xs: sum(which(xs))}
"""


@pytest.fixture(name="broken")
def _broken(tmp_path: Path) -> Callable[..., list[str]]:
    """Give a function that breaks a sound course and returns the diagnostics, each as `file:line: code`."""

    def check(changes: dict[str, str | None], right: dict[str, str] | None = None) -> list[str]:
        for name, text in {**FILES, **changes}.items():
            if text is not None:
                path = tmp_path / "course" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        for name, text in (right or {}).items():
            (tmp_path / "right" / name).mkdir(parents=True)
            (tmp_path / "right" / name / "sums.py").write_text(text)
        report = check_course(load_course(tmp_path / "course"), right=tmp_path / "right" if right else None)
        assert all(diagnostic.fix and diagnostic.problem for diagnostic in report.diagnostics)
        return [f"{c.path.relative_to(tmp_path)}:{c.line}: {c.code}" for c in report.diagnostics]

    return check


def test_the_built_in_course_is_sound(course: Course) -> None:
    """References full marks, stubs none, every mistake named as itself, every right style full marks and no name."""
    report = check_course(course, right=RIGHT)
    assert [str(diagnostic) for diagnostic in report.diagnostics] == []
    assert report.named == report.mistakes >= 300
    assert report.right >= 30


def test_sound_parts_have_no_diagnostic(broken: Callable[..., list[str]]) -> None:
    """Right parts are the reference, and each wrong one is its mistake."""
    assert broken({"solutions/pairs/sums.py": PAIRS}) == []


def test_a_sound_course_has_no_diagnostic(broken: Callable[..., list[str]]) -> None:
    """What the broken copies are made from is whole."""
    assert broken({}) == []


SUITE = FILES["solutions/suites/test_sums.py"]
COURSE = FILES["exercises/course.yaml"]
IMPATIENT = COURSE.replace("exercises:", "limits: {load_seconds: 0.3, call_seconds: 0.3, cpu_seconds: 1}\nexercises:")
TO_CORRECT = COURSE.replace("    points:", "    stub_runs: true\n    points:")
BREAKS: dict[str, tuple[dict[str, str | None], list[str]]] = {
    "no stub": ({"exercises/sums.py": None}, ["course/exercises/sums.py:1: missing"]),
    "no reference": ({"solutions/sums.py": None}, ["course/solutions/sums.py:1: missing"]),
    "no suite": ({"solutions/suites/test_sums.py": None}, ["course/solutions/suites/test_sums.py:1: missing"]),
    "a stub that no exercise owns": ({"exercises/extra.py": ""}, ["course/exercises/extra.py:1: unlisted"]),
    "a reference that no exercise owns": ({"solutions/extra.py": ""}, ["course/solutions/extra.py:1: unlisted"]),
    "a suite that no exercise owns": (
        {"solutions/suites/test_extra.py": ""},
        ["course/solutions/suites/test_extra.py:1: unlisted"],
    ),
    "mistakes that no exercise owns": (
        {"solutions/mistakes/extra/wrong.py": ""},
        ["course/solutions/mistakes/extra:1: unlisted"],
    ),
    "a note among the mistakes": (
        {"solutions/mistakes/sums/notes.txt": ""},
        ["course/solutions/mistakes/sums/notes.txt:1: unlisted"],
    ),
    "a stub that takes something else": (
        {"exercises/sums.py": '"""Adding up."""\n\n\ndef add(xs, more=0):\n    raise NotImplementedError\n'},
        ["course/exercises/sums.py:4: signature"],
    ),
    "a reference that takes something else": (
        {"solutions/sums.py": "def add(values):\n    return sum(values)\n"},
        ["course/solutions/sums.py:1: signature"],
    ),
    "a stub without the function": ({"exercises/sums.py": "x = 1\n"}, ["course/exercises/sums.py:1: no-function"]),
    "a stub that Python cannot read": (
        {"exercises/sums.py": "x = 1\ndef add(:\n"},
        ["course/exercises/sums.py:2: syntax"],
    ),
    "no hints": (
        {"exercises/course.yaml": COURSE.replace("    hints: [Look at the first one., Add them all.]\n", "")},
        ["course/exercises/course.yaml:5: no-hints"],
    ),
    "an empty hint": (
        {"exercises/course.yaml": COURSE.replace("Add them all.", "' '")},
        ["course/exercises/course.yaml:5: no-hints"],
    ),
    "a mistake without a docstring": (
        {"solutions/mistakes/sums/first-only.py": "def add(xs):\n    return xs[0]\n"},
        ["course/solutions/mistakes/sums/first-only.py:1: no-hint"],
    ),
    "a mistake with a strange name": (
        {"solutions/mistakes/sums/First_Only.py": '"""x"""\n\n\ndef add(xs):\n    return xs[0]\n'},
        ["course/solutions/mistakes/sums/First_Only.py:1: mistake-id"],
    ),
    "a check without a hint": (
        {"solutions/suites/test_sums.py": SUITE.replace("Add them all.", "")},
        ["course/solutions/suites/test_sums.py:5: no-hint"],
    ),
    "a check without a title": (
        {"solutions/suites/test_sums.py": SUITE.replace('    """add gives the sum"""\n', "")},
        ["course/solutions/suites/test_sums.py:4: suite"],
    ),
    "a check that names what is not known": (
        {"solutions/suites/test_sums.py": SUITE.replace("open=True", 'names="unheard-of"')},
        ["course/solutions/suites/test_sums.py:5: unknown-name"],
    ),
    "points that do not add up": (
        {"solutions/suites/test_sums.py": SUITE.replace("points=4", "points=3")},
        ["course/solutions/suites/test_sums.py:1: points"],
    ),
    "a reference that is wrong": (
        {"solutions/sums.py": "def add(xs):\n    return 7\n"},
        ["course/solutions/suites/test_sums.py:5: reference"],
    ),
    "a reference that does not load": (
        {"solutions/sums.py": "def add(xs):\n    return 7\n\n\n1 / 0\n"},
        ["course/solutions/sums.py:5: reference"],
    ),
    "a stub that earns points": (
        {"exercises/sums.py": "def add(xs):\n    return sum(xs)\n"},
        ["course/exercises/sums.py:1: stub"],
    ),
    "a stub that is taken for an answer": (
        {"exercises/sums.py": "def add(xs):\n    return 0\n"},
        ["course/exercises/sums.py:1: stub"],
    ),
    "a mistake that is right": (
        {"solutions/mistakes/sums/slow.py": '"""Slow."""\n\n\ndef add(xs):\n    return sum(list(xs))\n'},
        ["course/solutions/mistakes/sums/slow.py:1: not-caught"],
    ),
    "two mistakes with the same answers": (
        {"solutions/mistakes/sums/begins-only.py": FILES["solutions/mistakes/sums/first-only.py"]},
        [
            "course/solutions/mistakes/sums/begins-only.py:1: not-named",
            "course/solutions/mistakes/sums/first-only.py:1: not-named",
        ],
    ),
    "a mistake that does not load": (
        {"solutions/mistakes/sums/late.py": '"""Late."""\n\nfrom math import sums\n'},
        ["course/solutions/mistakes/sums/late.py:3: mistake"],
    ),
    "a mistake that never ends": (
        {
            "solutions/mistakes/sums/endless.py": '"""You wait."""\n\n\ndef add(xs):\n    while xs[0] == 5:\n        pass\n',
            "exercises/course.yaml": IMPATIENT,
        },
        ["course/solutions/mistakes/sums/endless.py:5: no-end"],
    ),
    "a mistake that never ends to load": (
        {
            "solutions/mistakes/sums/endless.py": '"""You wait."""\n\nwhile True:\n    pass\n',
            "exercises/course.yaml": IMPATIENT,
        },
        ["course/solutions/mistakes/sums/endless.py:3: no-end"],
    ),
    "a reference that never ends": (
        {"solutions/sums.py": "def add(xs):\n    while True:\n        pass\n", "exercises/course.yaml": IMPATIENT},
        ["course/solutions/sums.py:2: no-end"],
    ),
    "parts that are not the reference": (
        {"solutions/pairs/sums.py": PAIRS.replace("lambda xs: xs,", "lambda xs: xs[1:],")},
        ["course/solutions/pairs/sums.py:1: pairs"],
    ),
    "a part that is not its mistake": (
        {"solutions/pairs/sums.py": PAIRS.replace("xs[:1]", "xs[:2]")},
        ["course/solutions/pairs/sums.py:1: pairs"],
    ),
    "a part of a mistake that is not there": (
        {"solutions/pairs/sums.py": PAIRS.replace("first-only", "second-only")},
        ["course/solutions/mistakes/sums:1: pairs"],
    ),
    "parts without what is right": (
        {"solutions/pairs/sums.py": PAIRS.replace('"": lambda xs: xs, ', "")},
        ["course/solutions/pairs/sums.py:1: pairs"],
    ),
    "an alternative that is wrong": (
        {"solutions/alternatives/sums/loop.py": '"""A loop."""\n\n\ndef add(xs):\n    return xs[0]\n'},
        ["course/solutions/alternatives/sums/loop.py:1: alternative"],
    ),
    "an alternative without a sentence": (
        {"solutions/alternatives/sums/loop.py": "def add(xs):\n    return sum(xs)\n"},
        ["course/solutions/alternatives/sums/loop.py:1: no-sentence"],
    ),
    "alternatives that no exercise owns": (
        {"solutions/alternatives/extra/loop.py": ""},
        ["course/solutions/alternatives/extra:1: unlisted"],
    ),
    "code to correct that is right": (
        {"exercises/course.yaml": TO_CORRECT, "exercises/sums.py": FILES["solutions/sums.py"]},
        ["course/exercises/sums.py:1: stub"],
    ),
    "code to correct that does not run": (
        {"exercises/course.yaml": TO_CORRECT, "exercises/sums.py": "1 / 0\n\n\ndef add(xs):\n    return 0\n"},
        ["course/exercises/sums.py:1: stub"],
    ),
    "code that runs and is wrong, and is not said to be so": (
        {"exercises/sums.py": "def add(xs):\n    return 3\n"},
        ["course/exercises/sums.py:1: stub"],
    ),
    "an unsound quiz": (
        {"quiz/final.yaml": "schema: 1\nquestions: [\n"},
        ["course/quiz/final.yaml:3: Y00"],
    ),
}


@pytest.mark.parametrize(("changes", "diagnostics"), BREAKS.values(), ids=BREAKS)
def test_a_broken_course_is_complained_of(
    broken: Callable[..., list[str]], changes: dict[str, str | None], diagnostics: list[str]
) -> None:
    """Each fault has one diagnostic, with its file and line and what to do."""
    assert broken(changes) == diagnostics


def test_code_to_correct_runs_and_is_wrong(broken: Callable[..., list[str]]) -> None:
    """Such a stub is sound where course.yaml says so, and it may earn some of the points."""
    assert "stub_runs" in TO_CORRECT
    assert broken({"exercises/course.yaml": TO_CORRECT, "exercises/sums.py": "def add(xs):\n    return xs[0]\n"}) == []


def test_why_a_check_breaks_is_told(broken: Callable[..., list[str]], tmp_path: Path) -> None:
    """A learner reads that it is not their fault; the author of the suite reads what was raised, and at which line of it."""
    suite = SUITE.replace("    agree(", "    submission.add(b'12')\n    agree(")
    assert broken({"solutions/suites/test_sums.py": suite}) == ["course/solutions/suites/test_sums.py:7: reference"]
    told = check_course(load_course(tmp_path / "course")).diagnostics[0].problem
    assert told.startswith(
        "the check add breaks on the reference, TypeError: the suite gives add a value of type bytes; "
    )


def test_a_mistake_named_as_another_is_complained_of(broken: Callable[..., list[str]]) -> None:
    """Where the suite itself proves another id than the file's, the file is at fault."""
    suite = SUITE.replace("open=True", 'names="first-only"')
    chance = '"""You roll dice."""\n\nimport random\n\n\ndef add(xs):\n    return random.random()\n'
    course = COURSE.replace("[math]", "[math, random]")
    changes = {
        "solutions/suites/test_sums.py": suite,
        "solutions/mistakes/sums/dice.py": chance,
        "exercises/course.yaml": course,
    }
    assert broken(changes) == ["course/solutions/mistakes/sums/dice.py:1: misnamed"]


def test_right_submissions_must_have_full_marks(broken: Callable[..., list[str]]) -> None:
    """A right neighbour that loses marks is the suite's fault."""
    right = {"plain": "def add(xs):\n    return sum(xs)\n", "floats": "def add(xs):\n    return sum(xs) + 0.5\n"}
    assert broken({}, right) == ["right/floats/sums.py:1: right"]


def test_the_command_proves_a_course(
    grade_cli: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """`grade course check` says what was proven with status 0, and what is wrong with status 2."""
    for name, text in FILES.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert "1 of 1 mistakes recognized" in grade_cli("course", "check", "course").stdout
    within = grade_cli("course", "check", cwd=tmp_path / "course").stdout
    assert "1 of 1 mistakes recognized" in within  # without PATH, the one that you are in
    (tmp_path / "course" / "solutions" / "extra.py").write_text("")
    said = grade_cli("--course", "course", "course", "check", expect=2).stdout
    assert (
        "extra.py:1:1: error[unlisted]: this belongs to no exercise of course.yaml.\n  fix: list its exercise" in said
    )
    shutil.rmtree(tmp_path / "course" / "exercises")
    grade_cli("course", "check", "course", expect=2)

"""A result is the same to the byte, whether calls are sent together or one by one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.core.course import Course, Exercise, load_course
from grader.grading.ahead import CallsAhead
from grader.grading.execution import SubmissionRun
from grader.grading.grader import Grader
from grader.sandbox.outcome import Answer, Failure
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from grader.suite.plugin import Check, CheckRun

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "tests" / "submissions"
STEMS = [path.stem for path in sorted((ROOT / "solutions").glob("ex*.py"))]
SEED = 1
Graders = tuple[Grader, Grader]


@pytest.fixture(name="graders", scope="module")
def _graders() -> Iterator[Graders]:
    """Give a grader that sends every call by itself, and one that has seen enough runs to send them together."""
    course = load_course(ROOT)
    with (
        Sandbox() as one,
        Sandbox() as other,
        Grader(course, one) as direct,
        Grader(course, other, ahead=True) as ahead,
    ):
        for _ in range(5):
            assert ahead.grade_all(open_submission(ROOT / "solutions"), SEED).full_marks
        yield direct, ahead


def results(graders: Graders, folder: Path, stem: str = "") -> tuple[bytes, bytes]:
    """Return the results of a submission as JSON, by calls one by one and by calls sent together."""
    found = []
    for grader in graders:
        submission = open_submission(folder)
        exercises = [grader.course.find(stem)] if stem else grader.course.exercises
        graded = [msgspec.structs.replace(grader.grade(e, submission, SEED), seconds=0.0) for e in exercises]
        found.append(msgspec.json.encode(graded))
    return found[0], found[1]


def submitted(base: Path, stem: str, source: str) -> Path:
    """Lay out a submission of the references, with this source in place of one; return its folder."""
    folder = base / f"s{len(list(base.iterdir()))}"
    shutil.copytree(ROOT / "solutions", folder, ignore=shutil.ignore_patterns("suites", "mistakes"))
    (folder / f"{stem}.py").write_text(source)
    return folder


@pytest.mark.parametrize("folder", sorted((SUBMISSIONS / "right").iterdir()), ids=lambda path: path.name)
def test_right_submissions_are_graded_alike(graders: Graders, folder: Path) -> None:
    """Of every style of writing a right answer."""
    direct, ahead = results(graders, folder)
    assert ahead == direct


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("kind", ["wrong_real", "wrong_heldback", "blind/class"])
def test_wrong_submissions_are_graded_alike(graders: Graders, kind: str, stem: str, tmp_path: Path) -> None:
    """Messages, places, hints, and the mistake that is named; of every fourth file, since each is graded twice."""
    for path in sorted((SUBMISSIONS / kind / stem).glob("*.py"))[::4]:
        direct, ahead = results(graders, submitted(tmp_path, stem, path.read_text()), stem)
        assert ahead == direct, path.name


ODD = {
    "counts its calls": "calls += 1\n    print(calls)\n    return right(t) if calls != 2 else 7.0",
    "is right but for one late call": "calls += 1\n    return right(t) if calls != 9 else 7.0",
    "is wrong, then tells how often it was called": "calls += 1\n    return right(t) if calls < 9 else calls",
    "raises in the third call": "calls += 1\n    if calls == 3:\n        raise ValueError(calls)\n    return right(t)",
    "raises amid a check": "calls += 1\n    if calls == 12:\n        raise ValueError(calls)\n    return right(t)",
    "tells how often it was called when it fails": "calls += 1\n    return right(t) if t > -1 else calls / 0",
    "dies in the third call": "calls += 1\n    if calls == 3:\n        import os; os._exit(3)\n    return right(t)",
    "leaves by exit": "calls += 1\n    if calls == 5:\n        raise SystemExit(calls)\n    return right(t)",
    "answers with a list": "calls += 1\n    return [right(t)] if calls == 9 else right(t)",
    "answers with what is not plain": "calls += 1\n    return object() if calls == 9 else right(t)",
    "prints in a closed check": "calls += 1\n    if calls == 12:\n        print(calls)\n    return right(t)",
    "prints in place of its first answer": "calls += 1\n    if calls > 1:\n        return right(t)\n    print(right(t))",
    "prints much": "calls += 1\n    print('x' * 9000, calls)\n    return right(t)",
    "draws random numbers": "calls += 1\n    print(random.random())\n    return right(t) + (0.5 < random.random() < 0.6)",
    "fills the memory": "calls += 1\n    if calls == 12:\n        return bytearray(1 << 33)\n    return right(t)",
}
TEXT = """
import math, random
calls = 0


def right(t):
    return 1 / (1 + math.exp(-t)) if t > 0 else math.exp(t) / (1 + math.exp(t))


def sigmoid(t):
    global calls
    {body}


def forward(x, w, b):
    return right(sum(p * q for p, q in zip(x, w)) + b){more}
"""


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_submissions_are_graded_alike(graders: Graders, body: str, tmp_path: Path) -> None:
    """What a process remembers of earlier calls shows nowhere where calls were run that the suite did not make."""
    direct, ahead = results(graders, submitted(tmp_path, "ex1_sigmoid", TEXT.format(body=body, more="")), "1")
    assert ahead == direct


@pytest.mark.parametrize("when", ["calls == 3", "calls > 8"])
def test_a_call_without_end_fails_the_same_checks(graders: Graders, when: str, tmp_path: Path) -> None:
    """Where it stood may be told or not: a busy machine gives it no time to say so."""
    text = TEXT.format(body=f"calls += 1\n    while {when}:\n        pass\n    return right(t)", more="")
    folder, found = submitted(tmp_path, "ex1_sigmoid", text), []
    for grader in graders:
        result = grader.grade(grader.course.find("1"), open_submission(folder), SEED)
        found.append([(check.id, check.status, check.score) for check in result.checks])
    assert found[0] == found[1]


@pytest.mark.parametrize("change", ["x[:] = []", "x.append(0.0)", "w[0] = 1.5"])
def test_a_changed_argument_is_noticed_alike(graders: Graders, change: str, tmp_path: Path) -> None:
    """The suite goes on with what the call left, and the worker too."""
    body, more = (
        "return right(t)",
        f" + kept({change!r}, x, w)\n\n\ndef kept(line, x, w):\n    exec(line)\n    return 0.0\n",
    )
    direct, ahead = results(graders, submitted(tmp_path, "ex1_sigmoid", TEXT.format(body=body, more=more)), "1")
    assert ahead == direct


def test_calls_that_the_suite_did_not_make_leave_nothing_behind(graders: Graders, tmp_path: Path) -> None:
    """The ninth answer ends a check of many calls; the next check is asked as if no more of them had been made."""
    text = TEXT.format(body="calls += 1\n    return [right(t)] if calls == 9 else right(t)", more=" + (calls > 12)")
    direct, ahead = results(graders, submitted(tmp_path, "ex1_sigmoid", text), "1")
    assert ahead == direct


def own_course(tmp_path: Path, body: str) -> Course:
    """Return the course with a suite of one check for exercise 1."""
    for folder in ("exercises", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    suite = tmp_path / "solutions" / "suites" / "test_ex1_sigmoid.py"
    suite.write_text(
        "from grader.suite import agree, agrees, check\n\nasked = []\n\n\n"
        f'@check(points=10, hint="h")\ndef test_all(submission, reference, random):\n    """All."""\n{lines}\n'
    )
    return load_course(tmp_path)


def test_a_suite_that_asks_something_else_is_answered_that(tmp_path: Path) -> None:
    """Its calls were told beforehand, and then it changes its mind."""
    call = "[submission.sigmoid(t), submission.sigmoid(0.0)], [reference.sigmoid(t), 0.5]"
    course = own_course(tmp_path / "course", f"asked.append(1)\nt = float(len(asked) > 9)\nagree({call})")
    with Sandbox() as sandbox, Grader(course, sandbox, ahead=True) as grader:
        for number in range(12):  # each with other digits, so that the suite is run on all of them
            text = TEXT.format(body=f"return right(t) + {number}e-13", more="")
            submission = open_submission(submitted(tmp_path, "ex1_sigmoid", text))
            assert grader.grade(course.find("1"), submission, SEED).full_marks


def windows(tmp_path: Path, body: str) -> list[int] | None:
    """Return how many calls of a suite's one check are sent at a time, once it is known; None where each is sent by itself."""
    sent: list[int] = []

    class Watched(CallsAhead):
        def run(self, exercise: Exercise, check: Check, asked: SubmissionRun, *more: Any) -> CheckRun | None:
            ask = asked.ask

            def watched(request: str, calls: Any, **named: Any) -> Answer | Failure:
                sent.append(len(calls))
                return ask(request, calls, **named)

            asked.ask = watched  # type: ignore[assignment, method-assign]
            return super().run(exercise, check, asked, *more)

    course = own_course(tmp_path, body)
    with Sandbox() as sandbox, Grader(course, sandbox) as grader:
        grader._ahead = Watched(grader._session)
        for _ in range(4):
            sent.clear()
            assert grader.grade(course.find("1"), open_submission(ROOT / "solutions"), SEED).full_marks
    return sent or None


def test_calls_that_wait_for_no_answer_are_sent_together(tmp_path: Path) -> None:
    """Code that reads its own process sees which call comes next, and no answer."""
    assert windows(tmp_path, "agree([submission.sigmoid(t) for t in (0, 0, 0)], [0.5] * 3)") == [3]


@pytest.mark.parametrize(
    "body",
    [
        "t = submission.sigmoid(0)\nsubmission.sigmoid(t)",
        "t = submission.sigmoid(0)\nsubmission.forward([1.0], [t], 0)",
        "t = submission.sigmoid(0)\nsubmission.sigmoid(t * 2 - 1)",
        "t = submission.sigmoid(0)\nsubmission.sigmoid(1 if t == 0.5 else 2)",
        "t = submission.sigmoid(0)\nsubmission.sigmoid(2 if t == 0.7 else 1)",
        "t = submission.sigmoid(0)\nsubmission.sigmoid(1 if t else 2)",
        "t = submission.sigmoid(0)\nsubmission.sigmoid(1 if agrees(t, 0.5) else 2)",
        "agree(submission.sigmoid(0), 0.5)\nsubmission.sigmoid(1)",
    ],
)
def test_no_call_is_sent_before_the_answers_that_the_suite_has_looked_at(tmp_path: Path, body: str) -> None:
    """It might tell them, however it is made of them."""
    assert windows(tmp_path, body) == [1, 1]


@pytest.mark.parametrize(
    "body",
    [
        "asked.append(1)\nsubmission.sigmoid(len(asked))",
        "for _ in range(1001):\n    submission.sigmoid(0)",
        "try:\n    reference.sigmoid('no')\nexcept TypeError:\n    agree(1, 1)",
    ],
    ids=["asks something else each time", "asks much", "asks nothing"],
)
def test_what_cannot_be_told_beforehand_is_sent_call_by_call(tmp_path: Path, body: str) -> None:
    """As for the first submissions."""
    assert windows(tmp_path, body) is None

"""grader.quiz.check: no fault hides another, in another question or in the same, and none is told twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.core.errors import ContentError
from grader.core.schema import read_yaml
from grader.quiz.check import Diagnostic, check_quiz
from grader.quiz.course_index import CourseIndex

BAD = Path(__file__).parent / "bad"
GOOD = Path(__file__).parent / "good"
HEAD = "schema: 1\nid: land\ntitle: Plots\ntopics: [area, mean]\nhelpers: helpers.py\nquestions:\n"
SOUND = "".join(
    f"  - id: {name}\n    type: choice\n    topic: {topic}\n    prompt: Which?\n    options:\n"
    "      - {id: a, text: this, correct: true}\n      - {id: b, text: that, feedback: No.}\n"
    "      - {id: c, text: those, feedback: No.}\n    explanation: So.\n"
    for name, topic in (("a-one", "area"), ("m-one", "mean"))
)
TWO_QUESTIONS = {"id-twice", "requires-circle"}
Told = list[tuple[int, int, str, str]]


def _faulty_questions() -> dict[str, str]:
    """Return the first question of each bad file that has its faults in there, by the file's name, which is its id."""
    found = {}
    for path in BAD.glob("*.yaml"):
        try:
            read_yaml(path)
        except ContentError:
            continue
        head, _, rest = path.read_text().partition("\nquestions:\n")
        first, *others = re.split(r"^  - ", rest, flags=re.MULTILINE)[1:] or [""]
        lines = [
            int(line) for line in re.findall(r"^(\d+):\d+: ", path.with_suffix(".expected").read_text(), re.MULTILINE)
        ]
        start = head.count("\n") + 2
        alone = all(start < line <= start + first.count("\n") for line in lines)
        if alone and len(others) < 2 and path.stem not in TWO_QUESTIONS:
            found[path.stem] = "  - " + re.sub(r"^id: [a-z]+\n", f"id: {path.stem}\n", first.rstrip("\n") + "\n")
    return found


QUESTIONS = _faulty_questions()


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quiz")
    shutil.copy(BAD / "helpers.py", folder)
    shutil.copytree(BAD / "solutions", folder / "solutions")
    return folder


def told(folder: Path, course: CourseIndex, *questions: str) -> list[Diagnostic]:
    """Return what is said of a quiz of these questions, and of two sound ones."""
    path = folder / "quiz.yaml"
    path.write_text(HEAD + "".join(questions) + SOUND)
    return check_quiz(path, course, seeds=20)


def shifted(diagnostics: list[Diagnostic], lines: int = 0) -> Told:
    """Return diagnostics as they are said of questions that stand so many lines lower, but for places within a sentence."""
    return [
        (one.line + lines, one.column, one.code, re.sub(r" \(used at .*\)", "", one.problem)) for one in diagnostics
    ]


def test_there_are_faults_of_all_kinds_to_combine() -> None:
    """Most of the bad files have their fault in one question."""
    assert len(QUESTIONS) >= 60


@pytest.mark.no_cover  # coverage would double the time, and other tests run the same lines
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names=st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=2, max_size=6, unique=True))
def test_questions_together_are_told_what_each_is_told_alone(
    names: list[str], folder: Path, course: CourseIndex
) -> None:
    """Faults of shape, of names and of numbers in one file: each is told, at its place, and no other."""
    questions = [QUESTIONS[name] for name in names]
    wanted: Told = []
    for place, question in enumerate(questions):
        wanted += shifted(told(folder, course, question), "".join(questions[:place]).count("\n"))
    assert shifted(told(folder, course, *questions)) == wanted


@pytest.mark.no_cover
@pytest.mark.parametrize("further", ["lessen: three", "kind: whi"])
@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - {"question-is-text"}))
def test_a_fault_of_shape_hides_no_other_in_its_question(
    name: str, further: str, folder: Path, course: CourseIndex
) -> None:
    """A misspelt key or word beside any other error of the question: both are told."""
    question = QUESTIONS[name]
    alone = [one for one in told(folder, course, question) if not one.warning]
    both = [one for one in told(folder, course, f"{question}    {further}\n") if not one.warning]
    line = HEAD.count("\n") + question.count("\n") + 1
    added = [one for one in both if one.line == line]
    assert len(added) == 1
    assert shifted([one for one in both if one not in added]) == shifted(alone)


def _renamed(data: Any, place: tuple[Any, ...], name: str) -> Any:
    """Return a copy in which the key at `place` has another name, in its old place."""
    if len(place) == 1:
        return {name if key == place[0] else key: value for key, value in data.items()}
    below = _renamed(data[place[0]], place[1:], name)
    if isinstance(data, list):
        return [below if index == place[0] else part for index, part in enumerate(data)]
    return {**data, place[0]: below}


def _keys(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(data, dict):
            yield (*place, key)
        yield from _keys(part, (*place, key))


@pytest.mark.no_cover
@pytest.mark.parametrize("meant", [True, False], ids=["misspelt", "beyond guessing"])
def test_one_wrong_key_is_one_fault(meant: bool, tmp_path: Path, course: CourseIndex) -> None:
    """Whatever key of a sound quiz has another name, what follows from it is not told: no missing value, no odd number."""
    data = read_yaml(GOOD / "everything.yaml").data
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "renamed.yaml"
    for place in _keys(data):
        key = str(place[-1])
        path.write_bytes(msgspec.json.encode(_renamed(data, place, f"{key[:-1]}q{key[-1]}" if meant else "zzqq")))
        found = [one for one in check_quiz(path, course, seeds=2) if not one.warning]
        assert len(found) <= 1, (place, found)

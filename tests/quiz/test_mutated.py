"""A quiz file with anything in any place: a diagnostic or a quiz, never a traceback."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.core.schema import read_yaml
from grader.quiz.check import check_quiz
from grader.quiz.course_index import CourseIndex
from grader.quiz.load import load_quiz
from grader.quiz.mark import mark
from grader.quiz.model import Code
from grader.quiz.present import present
from grader.quiz.select import select
from grader.quiz.solution import reference_answer

GOOD = Path(__file__).parent / "good"
WHOLE = [read_yaml(path).data for path in sorted(GOOD.glob("*.yaml"))]
ODD: list[Any] = [
    None,
    True,
    0,
    1,
    -1,
    0.5,
    1e-3,
    10**20,
    1e308,
    "",
    " ",
    "a",
    "1..3",
    "{{w}}",
    "$x",
    "$\\foo$",
    "area",
    "mutants.rounded",
    "mistakes.",
    "helpers.x",
    ".",
    "choice",
    "all",
    "net",
    "none",
    [],
    {},
    [1],
    ["a"],
    {"a": 1},
    {"value": 1},
    {"call": "area", "args": []},
    [[1, 2], [3]],
    {"pick": [1]},
    {"from": 0, "to": 1, "step": 0.1},
    "(a+)+",
    "x" * 5000,
]


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every part."""
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*place, key)
        yield from places(part, (*place, key))


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """Draw a good quiz of one question, and put something odd into one or two places of it, or take what is there out."""
    quiz = copy.deepcopy(draw(st.sampled_from(WHOLE)))
    quiz["questions"] = [draw(st.sampled_from(quiz["questions"]))]
    quiz.pop("ask", None)
    for _ in range(draw(st.integers(1, 2))):
        *above, last = draw(st.sampled_from(list(places(quiz))))
        owner = quiz
        for step in above:
            owner = owner[step]
        if draw(st.booleans()):
            owner[last] = copy.deepcopy(draw(st.sampled_from(ODD)))
        else:
            del owner[last]
    return quiz


@pytest.mark.no_cover  # coverage would double the time, and other tests run the same lines
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(quiz=mutated())
def test_what_has_no_fault_is_asked_and_marked(quiz: Any, course: CourseIndex, tmp_path: Path) -> None:
    """JSON is YAML. Where no fault is told, the file loads, the right answer is right, and odd ones are marked."""
    path = tmp_path / "quiz.yaml"
    path.write_bytes(msgspec.json.encode(quiz))
    (tmp_path / "helpers.py").write_text((GOOD / "helpers.py").read_text())
    if any(not diagnostic.warning for diagnostic in check_quiz(path, course, seeds=3)):
        return
    loaded = load_quiz(path, course)
    for seed in (1, 2):
        for name in select(loaded, seed):
            question = loaded.questions[name]
            assert present(loaded, name, seed).id == name
            right = reference_answer(question, loaded.variant(question, seed))
            assert isinstance(question, Code) or mark(loaded, name, seed, right).status == "correct"
            for odd in ODD:
                assert 0 <= mark(loaded, name, seed, odd).score <= question.points

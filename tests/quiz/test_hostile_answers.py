"""Answers that are made to cost: each is refused by what it is, before it is gone through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.core.errors import ContentError
from grader.core.text import cut_value
from grader.quiz.answers import parse_answers
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.mark import mark
from grader.quiz.outcome import item_result

ROOT = Path(__file__).parents[2]
FILE = Path("answers.yaml")


@pytest.fixture(name="final", scope="module")
def _final() -> Quiz:
    return load_quiz(ROOT / "quiz" / "final.yaml", read_course(ROOT))


class Counted(list[Any]):
    """A list that counts how often an item of it is taken."""

    taken = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self.taken += 1
            yield item


@pytest.mark.parametrize("question", ["backprop-needs", "forward-order"])
def test_a_list_longer_than_the_options_is_not_gone_through(final: Quiz, question: str) -> None:
    """A million entries are refused by their number."""
    answer = Counted(["rate"] * 1_000_000)
    found = mark(final, question, 1, answer)
    assert found.status == "invalid"
    assert "1000000" in found.feedback
    assert answer.taken == 0


def test_a_gap_is_filled_in_one_pass(final: Quiz) -> None:
    """What is written into one gap and looks like another stays as it is."""
    programs = []

    def run(question: Any, source: str) -> tuple[float, str]:
        programs.append(source)
        return 1.0, ""

    mark(final, "slope-program", 1, {"1": "0 # ____2____ ____2____", "2": "7777"}, run_code=run)
    assert "0 # ____2____ ____2____" in programs[0]
    assert programs[0].count("7777") == final.questions["slope-program"].template.count("____2____")  # type: ignore[union-attr]


def test_a_gap_has_a_bound(final: Quiz) -> None:
    """Nothing that long is a line of code; it is not run."""
    found = mark(final, "slope-program", 1, {"1": "0", "2": "9" * 800_000}, run_code=lambda question, source: (1.0, ""))
    assert found.status == "invalid"
    assert len(found.feedback) < 200


LONG = "x" * 500_000
TOLD = {
    "the quiz": {"quiz": LONG, "answers": {}},
    "a question": {"quiz": "final", "answers": {LONG: 1}},
    "a key of the file": {"quiz": "final", "answers": {}, LONG: 1},
    "how sure": {"quiz": "final", "answers": {"backprop-needs": {"answer": "rate", "confidence": LONG}}},
    "how sure, as a list": {
        "quiz": "final",
        "answers": {"backprop-needs": {"answer": "rate", "confidence": ["y"] * 5000}},
    },
    "the seed": {"quiz": "final", "seed": int("9" * 300), "answers": {}},
    "values": {"quiz": "final", "answers": {"backprop-needs": [1] * 100_000}},
}


@pytest.mark.parametrize("data", TOLD.values(), ids=TOLD)
def test_no_complaint_repeats_a_long_text(final: Quiz, data: dict[str, Any]) -> None:
    """Of whatever a file holds, a few words are quoted."""
    with pytest.raises(ContentError) as told:
        parse_answers(json.dumps(data).encode(), FILE, final)
    assert len(str(told.value)) < 2500
    assert str(told.value).isprintable()


@pytest.mark.parametrize(
    "text", [f"a: !{LONG} 1", f"%{LONG}\n---\na: 1", f"*{LONG}", f"{LONG}: 1\n{LONG}: 2", f"a: &{LONG} 1\nb: *x"]
)
def test_no_complaint_of_yaml_repeats_a_long_text(final: Quiz, text: str) -> None:
    """Tags, directives, anchors and keys are quoted in part."""
    with pytest.raises(ContentError) as told:
        parse_answers(text.encode(), FILE, final)
    assert len(str(told.value)) < 700


def test_an_answer_is_kept_in_part(final: Quiz) -> None:
    """A result holds no more of an answer than anybody would type."""
    answer = {"1": "9" * 800_000, "2": ["a"] * 1_000_000}
    found = item_result(final, mark(final, "slope-program", 1, answer), answer, earned=0.0)
    assert len(json.dumps(found.answer)) < 150_000
    assert cut_value({"a": [1, "b"]}) == {"a": [1, "b"]}


@pytest.mark.parametrize("answer", [{LONG: "a"}, {"x": LONG}, {str(n): "a" for n in range(100_000)}])
def test_a_match_quotes_little(final: Quiz, answer: dict[str, str]) -> None:
    """Of a side that is none, a few characters."""
    matches = [name for name, question in final.questions.items() if type(question).__name__ == "Match"]
    assert matches
    for name in matches:
        found = mark(final, name, 1, answer)
        assert found.status == "invalid"
        assert len(found.feedback) < 1500

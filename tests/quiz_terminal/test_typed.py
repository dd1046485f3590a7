"""grader.quiz.terminal.typed: options and lines named as people name them."""

from __future__ import annotations

import pytest

from grader.quiz.present import OptionView, QuestionView
from grader.quiz.terminal.typed import MisreadError, read_typed

LETTERS = tuple(OptionView(key, f"option {key}") for key in "abcd")


def view(kind: str, entries: tuple[OptionView, ...] = LETTERS) -> QuestionView:
    """Return a question of this type with four options or blocks, a to d."""
    return QuestionView(
        id="q",
        type=kind,
        title="q",
        topic="t",
        prompt="?",
        points=1.0,
        how="",
        entries=entries,
        rights=LETTERS if kind == "match" else (),
    )


def typed(asked: QuestionView, line: str) -> object:
    """Return the answer, or None where it is asked back."""
    try:
        return read_typed(asked, line, lambda prompt: "")
    except MisreadError:
        return None


ONE = ["2", " 2 ", "2.", "2)", "(2)", "[2]", "#2", "option 2", "Option 2.", "line 2", "Line: 2", "no. 2", "number 2", "\uff12", "answer: 2",
       "the answer is 2", "I think 2", "I think it is line 2", "line 2 is wrong", "it is 2", "option b"]  # fmt: skip
NOT_ONE = ["0", "5", "22", "-2", "2.5", "2 3", "1 or 2", "1, 2", "not 2", "not line 2", "line 2 or 3", "two", "b", "2 is right", "x", "1-2", "2b",
           "\u0662", "99999999999999999999"]  # fmt: skip


@pytest.mark.parametrize("kind", ["choice", "slip"])
def test_one_option_is_named_by_its_number_or_its_text(kind: str) -> None:
    """`2`, `2)`, `line 2`, `I think it is 2` and the option's own text name it; two numbers or a `not` are asked back."""
    assert {line: typed(view(kind), line) for line in ONE} == dict.fromkeys(ONE, "b")
    assert {line: typed(view(kind), line) for line in NOT_ONE} == dict.fromkeys(NOT_ONE)


def test_a_number_is_the_place_of_an_option_even_where_an_option_is_a_number() -> None:
    """Where the options are 3, 2 and 1.5, `2` is the second one, and `1.5` the third by its text."""
    asked = view("choice", tuple(OptionView(key, text) for key, text in zip("abc", ("3", "1", "1.5"), strict=True)))
    assert [typed(asked, line) for line in ("1", "2", "1.5")] == ["a", "b", "c"]


SEVERAL = ["2 1 3", "2, 1, 3", "2,1,3", "2; 1; 3", "2 > 1 > 3", "2>1>3", "2 -> 1 -> 3", "2 \u2192 1 \u2192 3", "2 and 1 and 3", "2, 1 and 3", "2 & 1 & 3",
           "2 / 1 / 3", "2. 1. 3.", "2) 1) 3)", "[2, 1, 3]", "options 2, 1, 3", "lines 2 1 3", "2 then 1 then 3", "\uff12 1 3"]  # fmt: skip
NOT_SEVERAL = ["2 1 x", "2 1 not 3", "213", "2.1.3", "2 1 9", "all", "2 or 1", "2 < 1", "-2 1 3"]


@pytest.mark.parametrize("kind", ["multi", "order", "parsons"])
def test_several_are_named_by_their_numbers(kind: str) -> None:
    """Commas, arrows, `and` and `then` may stand between; what is no number is asked back."""
    assert {line: typed(view(kind), line) for line in SEVERAL} == {key: ["b", "a", "c"] for key in SEVERAL}
    assert {line: typed(view(kind), line) for line in NOT_SEVERAL} == dict.fromkeys(NOT_SEVERAL)


def test_a_dash_joins_an_order_and_may_be_a_range_elsewhere() -> None:
    """`2-1-3` is an order. Where several are ticked, `1-3` could be two of them or three, and is asked back."""
    assert typed(view("order"), "2-1-3") == ["b", "a", "c"]
    assert typed(view("multi"), "1-3") is None


PAIRS = [
    "a3 b1",
    "a3, b1",
    "a=3, b=1",
    "a: 3; b: 1",
    "a \u2192 3 b \u2192 1",
    "a->3 b->1",
    "a-3 b-1",
    "A3 B1",
    "a3b1",
    "a 3 and b 1",
    "a) 3 b) 1",
    "a. 3, b. 1",
]


def test_pairs_are_named_by_letter_and_number() -> None:
    """However the two are joined; a letter that is there twice, or nothing but numbers, is asked back."""
    assert {line: typed(view("match"), line) for line in PAIRS} == {key: {"a": "c", "b": "a"} for key in PAIRS}
    wrong = ["3a 1b", "a3 a1", "31", "a", "e1", "a9", "not a3"]
    assert {line: typed(view("match"), line) for line in wrong} == dict.fromkeys(wrong)


@pytest.mark.parametrize("kind", ["multi", "order", "parsons"])
def test_a_number_that_is_there_twice_is_named_as_it_was_typed(kind: str) -> None:
    """The learner sees numbers, so the message has the number and not the name that the author gave the option."""
    with pytest.raises(MisreadError, match=r"^You typed 3 twice\.$"):
        read_typed(view(kind), "3, 1, 3", lambda prompt: "")

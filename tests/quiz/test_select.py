"""grader.quiz.select: pools, and questions that come after others."""

from __future__ import annotations

from typing import Any

import pytest

from grader.core.errors import ContentError
from grader.quiz.load import Quiz
from grader.quiz.select import select, waiting

HEAD = "schema: 1\nid: land\ntitle: Plots\nshuffle: both\n%squestions:\n"
ONE = "id: {id}\ntype: numeric\ntopic: area\nanswer: 3\nrequires: [{requires}]\n"


def quiz_of(make_quiz: Any, head: str, **requires: str) -> Quiz:
    """Make a quiz whose questions are named and bound by `requires`."""
    questions = [ONE.format(id=name, requires=wanted) for name, wanted in requires.items()]
    return make_quiz(*questions, head=HEAD % head)


def test_of_a_pool_only_some_are_asked(make_quiz: Any) -> None:
    """Two of three, every one of them for some seed; what is in no pool is asked always."""
    quiz = quiz_of(make_quiz, "pools: [{name: p, pick: 2, questions: [a, b, c]}]\n", a="", b="", c="", d="")
    chosen = [set(select(quiz, seed)) for seed in range(50)]
    assert all(len(names) == 3 and "d" in names for names in chosen)
    assert set().union(*chosen) == {"a", "b", "c", "d"}


def test_what_a_question_requires_comes_before_it(make_quiz: Any) -> None:
    """Whatever the shuffle."""
    quiz = quiz_of(make_quiz, "", a="b, c", b="c", c="", d="a")
    assert {select(quiz, seed) for seed in range(30)} == {("c", "b", "a", "d")}


def test_where_that_is_not_asked_neither_is_the_question(make_quiz: Any) -> None:
    """Nor is what requires the question in its turn."""
    quiz = quiz_of(make_quiz, "pools: [{name: p, pick: 1, questions: [a, b]}]\n", a="", b="", c="a", d="c")
    assert {frozenset(select(quiz, seed)) for seed in range(30)} == {frozenset("acd"), frozenset("b")}


def test_missed_questions_keep_their_order_without_what_they_require(make_quiz: Any) -> None:
    """--missed asks just these."""
    quiz = quiz_of(make_quiz, "", a="c", b="a", c="")
    assert select(quiz, 3, only={"a", "b"}) == ("a", "b")


def test_a_circle_is_no_quiz(make_quiz: Any) -> None:
    """It could never be asked."""
    with pytest.raises(ContentError, match='"requires" makes a circle: a, b, a'):
        quiz_of(make_quiz, "", a="b", b="a")


WAITING = {"a": "", "b": "ex1_area", "c": "b, ex2_mean", "d": ""}


@pytest.mark.parametrize(
    ("done", "asked"),
    [((), "ad"), (("ex2_mean",), "ad"), (("ex1_area",), "abd"), (("ex1_area", "ex2_mean", "ex9"), "abcd")],
)
def test_what_requires_an_exercise_waits_for_it(make_quiz: Any, done: tuple[str, ...], asked: str) -> None:
    """And so does what requires that question; what else is asked stays."""
    quiz = quiz_of(make_quiz, "", **WAITING)
    assert quiz.gates == {"ex1_area", "ex2_mean"}
    assert {frozenset(select(quiz, seed, done=done)) for seed in range(20)} == {frozenset(asked)}


def test_doing_an_exercise_takes_no_question_away(make_quiz: Any) -> None:
    """Where only some are asked, those are drawn as if all exercises were done."""
    quiz = quiz_of(make_quiz, "ask: 2\n", **WAITING)
    for seed in range(30):
        assert set(select(quiz, seed)) <= set(select(quiz, seed, done=quiz.gates))


def test_what_waits_is_known_by_its_exercise(make_quiz: Any) -> None:
    """By way of another question too, in the course's order; nothing waits for what is done."""
    quiz = quiz_of(make_quiz, "", **WAITING)
    assert waiting(quiz, 1, ()) == {"ex1_area": ["b", "c"], "ex2_mean": ["c"]}
    assert list(waiting(quiz, 1, ())) == ["ex1_area", "ex2_mean"]
    assert waiting(quiz, 1, ("ex1_area",)) == {"ex2_mean": ["c"]}
    assert waiting(quiz, 1, quiz.gates) == {}


def test_a_question_goes_before_an_exercise_of_its_name(make_quiz: Any) -> None:
    """So an id never becomes a gate."""
    assert quiz_of(make_quiz, "", a="b", b="").gates == frozenset()


def test_what_is_to_come_first_does(make_quiz: Any) -> None:
    """Of missed questions, but for what it requires."""
    quiz = quiz_of(make_quiz, "", a="", b="", c="b", d="")
    assert select(quiz, 3, only={"a", "b", "c", "d"}, first={"c"})[:2] != ("c", "b")
    assert {select(quiz, seed, only={"a", "c", "d"}, first={"c"})[0] for seed in range(20)} == {"c"}

"""grader.quiz.select: pools, and questions that come after others."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import ContentError
from grader.quiz.load import Quiz
from grader.quiz.select import select

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

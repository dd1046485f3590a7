"""grader.quiz.variant: numbers drawn rounded, answers computed from what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from grader.core.errors import ContentError
from grader.quiz.load import Quiz
from grader.quiz.parts import Tolerance
from grader.quiz.variant import fill, within, write


def test_the_same_seed_gives_the_same_variant(everything: Quiz) -> None:
    """Numbers, answer and order depend on the seed alone."""
    for question in everything.questions.values():
        assert everything.variant(question, 5) == everything.variant(question, 5)


def test_the_answer_is_computed_from_what_is_shown(everything: Quiz) -> None:
    """A learner who computes with the numbers on the page gets the answer."""
    question = everything.questions["numeric"]
    for seed in range(1, 50):
        variant = everything.variant(question, seed)
        w, plot = variant.values["w"], variant.values["plot"]
        assert variant.answer == (w * 5 + plot[0] * plot[1]) / 2
        assert variant.values["first"] == float(variant.written["first"]) == round(w * 5, 1)


def test_a_mistake_runs_beneath_another_function(everything: Quiz) -> None:
    """`mistakes.ex1_area.perimeter.ex2_mean.mean_area` is the mean as one gets it who takes the fence for the area."""
    variant = everything.variant(everything.questions["numeric"], 3)
    w, plot = variant.values["w"], variant.values["plot"]
    assert variant.near[1] == (2 * (w + 5) + 2 * sum(plot)) / 2
    assert variant.near[2] == 2 * 2 * (w + 5)


def test_a_function_that_changes_its_arguments_changes_nothing(everything: Quiz) -> None:
    """The reference `both` appends to its list; the question's values stay as drawn."""
    question = everything.questions["numeric"]
    first = everything.variant(question, 9)
    assert everything.variant(question, 9).values["plot"] == first.values["plot"]
    assert len(first.values["plot"]) == 2


def test_a_draw_that_hides_a_mistake_is_skipped(make_quiz: Any) -> None:
    """3 by 6 has an area as long as its fence: it is never asked."""
    quiz = make_quiz("""
        id: size
        type: numeric
        exercise: ex1_area
        params: {w: {pick: [3, 4, 6]}, h: {pick: [3, 4, 6]}}
        prompt: "{{w}} {{h}}"
        answer: {call: area, args: [w, h]}
        near: [{answer: {call: mistakes.ex1_area.perimeter.area, args: [w, h]}, feedback: No.}]
    """)
    drawn = [quiz.variant(quiz.questions["size"], seed) for seed in range(300)]
    pairs = {(v.values["w"], v.values["h"]) for v in drawn}
    assert pairs == {(3, 3), (3, 4), (4, 3), (4, 6), (6, 4), (6, 6)}
    assert any(v.skipped for v in drawn)


def test_no_sound_numbers_is_a_content_error(make_quiz: Any) -> None:
    """Where every draw is unsound, the file is at fault, and the message says by what."""
    quiz = make_quiz("""
        id: size
        type: numeric
        exercise: ex1_area
        params: {w: {pick: [4]}}
        prompt: "{{w}}"
        answer: {call: area, args: [w, w]}
        near: [{answer: {call: fence, args: [w, w]}, misconception: perimeter}]
    """)
    with pytest.raises(ContentError, match="question 'size', seed 1: \"perimeter\" gives the right answer, 16"):
        quiz.variant(quiz.questions["size"], 1)


def test_reviewed_seeds_are_the_only_ones(everything: Quiz) -> None:
    """A question with `seeds` has just so many variants."""
    question = everything.questions["seeded"]
    assert {everything.variant(question, seed).seed for seed in range(50)} == {3, 5, 8}


def test_a_fixed_option_stays_in_its_place(everything: Quiz) -> None:
    """`none of these` is last whatever the seed, and the others move."""
    orders = {everything.variant(everything.questions["choice"], seed).order for seed in range(100)}
    assert {order[-1] for order in orders} == {"none"}
    assert len(orders) == 6


def test_an_order_is_never_shown_solved(everything: Quiz) -> None:
    """The blocks are not shown in the file's order."""
    question = everything.questions["order"]
    written = ("walk", "rope", "measure", "tell", "sing")
    assert all(everything.variant(question, seed).order != written for seed in range(300))


@pytest.mark.parametrize(
    ("given", "answer", "tolerance", "inside"),
    [
        (0.4, 0.3, Tolerance(abs=0.1), True),
        (0.2, 0.3, Tolerance(abs=0.1), True),
        (0.4001, 0.3, Tolerance(abs=0.1), False),
        (110, 100, Tolerance(rel=0.1), True),
        (110.1, 100, Tolerance(rel=0.1), False),
        (-110, -100, Tolerance(rel=0.1), True),
        (105, 100, Tolerance(abs=1, rel=0.1), True),
        (96, 96, None, True),
        (96.001, 96, None, False),
    ],
)
def test_the_limit_itself_is_inside(given: float, answer: float, tolerance: Tolerance | None, inside: bool) -> None:
    """A tolerance includes its limits, and the wider of the two counts."""
    assert within(given, answer, tolerance) is inside


def test_values_are_written_as_people_write_them() -> None:
    """No .0 at the end, lists as vectors, text unchanged."""
    assert [write(v) for v in (2.0, 0.5, [1, -0.5], "abc", [[1, 2], [3, 4]])] == [
        "2",
        "0.5",
        "(1, -0.5)",
        "abc",
        "((1, 2), (3, 4))",
    ]
    assert fill("a {{x}} {{ y }}", {"x": "1", "y": "2"}) == "a 1 2"

"""grader.quiz.mark: one pure function, the same everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.quiz.load import Quiz
from grader.quiz.mark import mark
from grader.quiz.model import Code
from grader.quiz.present import present
from grader.quiz.solution import reference_answer


def status(quiz: Quiz, item: str, answer: Any) -> tuple[str, float]:
    """Return the status and the points of one answer."""
    found = mark(quiz, item, 1, answer)
    return found.status, found.score


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        ("choice", "six", ("correct", 2)),
        ("choice", " SIX ", ("correct", 2)),
        ("choice", ["six"], ("correct", 2)),
        ("choice", "ten", ("wrong", 0)),
        ("choice", "five", ("partial", 0.25)),
        ("choice", "seven", ("invalid", 0)),
        ("choice", ["six", "ten"], ("invalid", 0)),
        ("choice", None, ("blank", 0)),
        ("choice", "  ", ("blank", 0)),
        ("choice", True, ("invalid", 0)),
        ("choice", {"six": 1}, ("invalid", 0)),
        ("multi", ["a", "b"], ("correct", 1)),
        ("multi", ["b", "A"], ("correct", 1)),
        ("multi", ["a", "c"], ("wrong", 0)),
        ("multi", ["a"], ("invalid", 0)),
        ("multi", ["a", "a"], ("invalid", 0)),
        ("multi", [], ("blank", 0)),
        ("text", "Sides.", ("correct", 1)),
        ("text", "the two sides", ("correct", 1)),
        ("text", "edges", ("partial", 0.5)),
        ("text", "corners", ("wrong", 0)),
        ("text", "depth", ("invalid", 0)),
        ("text", "x" * 201, ("invalid", 0)),
        ("text", ["sides"], ("invalid", 0)),
        ("order", ["rope", "walk", "measure", "tell"], ("correct", 1)),
        ("order", "rope, walk, measure, tell", ("correct", 1)),
        ("order", ["walk", "rope", "measure", "tell", "sing"], ("partial", 0.75)),
        ("order", ["walk", "walk"], ("invalid", 0)),
        ("order", ["fly"], ("invalid", 0)),
        ("match", {"a": "product", "b": "SUM"}, ("correct", 1)),
        ("match", {"a": "product"}, ("wrong", 0)),
        ("match", {"a": "sum", "b": "sum"}, ("wrong", 0)),
        ("match", {"z": "sum"}, ("invalid", 0)),
        ("match", {"a": "difference"}, ("invalid", 0)),
        ("match", ["product"], ("invalid", 0)),
        ("code", "w * h", ("ungraded", 0)),
    ],
)
def test_marks(everything: Quiz, item: str, answer: Any, expected: tuple[str, float]) -> None:
    """Each type gives its points, and tells wrong from unreadable from blank."""
    assert status(everything, item, answer) == expected


def test_numbers_with_units(everything: Quiz) -> None:
    """A right number without its required unit earns the unit's credit, and with another unit too."""
    answer = everything.variant(everything.questions["numeric"], 1).answer
    assert status(everything, "numeric", f"{answer} m2") == ("correct", 1)
    assert status(everything, "numeric", f"{answer + 0.05} M²") == ("correct", 1)
    assert status(everything, "numeric", answer) == ("partial", 0.5)
    assert status(everything, "numeric", f"{answer} km") == ("partial", 0.5)
    assert status(everything, "numeric", f"{answer * 2} m2") == ("partial", 0.5)
    assert status(everything, "numeric", "many m2") == ("invalid", 0)
    assert status(everything, "numeric", "1000000 m2") == ("wrong", 0)


def test_braces_in_an_answer_are_only_text(everything: Quiz) -> None:
    """What a learner writes is quoted as it is, whatever a question's own places look like."""
    right = everything.drawn(everything.questions["numeric"], 1).answer
    assert "{{zz}}" in mark(everything, "numeric", 1, f"{right} {{{{zz}}}}").feedback
    for answer in ("3 {{", "3 }}{{zz}}", "{{zz}} m2", "3 m2 {{ }}"):
        assert mark(everything, "numeric", 1, answer).status in ("wrong", "invalid")
        assert mark(everything, "text", 1, answer).status == "invalid"


def test_a_wrong_answer_names_its_misconception(everything: Quiz) -> None:
    """The misconception, its exercise and, where the author says nothing, the mistake's own words."""
    found = mark(everything, "choice", 1, "ten")
    assert (found.misconception, found.exercise) == ("perimeter", "ex1_area")
    assert found.feedback == "Not quite.\n\nThat is how long the fence is. The area is width times height."
    found = mark(everything, "choice", 1, "five")
    assert (found.misconception, found.exercise) == (None, "ex2_mean")
    assert found.feedback == "Nearly.\n\nHalf of the fence, in fact."


def test_a_right_answer_names_none(everything: Quiz) -> None:
    """A learner who is right has no misconception, and is pointed to the question's own exercise."""
    found = mark(everything, "choice", 1, "six")
    assert (found.misconception, found.exercise, found.feedback) == (None, "ex1_area", "Well done.\n\nJust so.")


def test_a_program_is_run_where_a_runner_is_given(everything: Quiz) -> None:
    """The gaps are filled and the injected runner's share counts."""
    seen = []

    def run(question: Code, source: str) -> tuple[float, str]:
        seen.append((question.suite, source))
        return 0.5, "Half of the checks pass."

    found = mark(everything, "code", 1, {"1": "w * h"}, run_code=run)
    assert seen == [("area_line", "def area(w, h):\n    return w * h\n")]
    assert (found.status, found.score, found.feedback) == ("partial", 0.5, "Half of the checks pass.")


def test_a_slip_of_the_finger_is_forgiven_where_asked(make_quiz: Any) -> None:
    """One slip in a long word counts as right and shows the spelling; near a rejected word it does not."""
    quiz = make_quiz("""
        id: word
        type: text
        accept: [gradient, sum]
        typos: 1
        reject: [{text: gradients, feedback: Just one.}]
    """)
    found = mark(quiz, "word", 1, "gradeint")
    assert (found.status, found.feedback) == ("correct", "It is spelt 'gradient'.")
    assert mark(quiz, "word", 1, "sun").status == "invalid"
    assert mark(quiz, "word", 1, "gradientz").status == "invalid"


def test_close_is_told_to_keep_more_digits(make_quiz: Any) -> None:
    """Rounding too early is wrong, and is named."""
    quiz = make_quiz("id: n\ntype: numeric\nanswer: 0.6225\ndecimals: 4\ntolerance: {abs: 0.0005}")
    found = mark(quiz, "n", 1, "0.62")
    assert found.status == "wrong"
    assert "Keep more digits while you compute, and give four decimals at the end." in found.feedback


@pytest.mark.parametrize("item", ["choice", "multi", "numeric", "seeded", "text", "order", "match"])
def test_the_right_answer_earns_all_for_every_seed(everything: Quiz, item: str) -> None:
    """Shuffling and drawing never change what the right answer earns."""
    question = everything.questions[item]
    for seed in range(60):
        right = reference_answer(question, everything.variant(question, seed))
        assert mark(everything, item, seed, right).score == question.points


@settings(max_examples=300)
@given(
    st.sampled_from(["choice", "multi", "numeric", "text", "order", "match"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
        max_leaves=6,
    ),
    st.integers(),
)
def test_any_answer_has_a_mark(everything: Quiz, item: str, answer: Any, seed: int) -> None:
    """Whatever stands in an answers file, marking it gives points between none and all, and words."""
    found = mark(everything, item, seed, answer)
    assert 0 <= found.score <= found.max_score
    assert found.feedback
    assert found.counts == (found.status in ("correct", "partial", "wrong"))


def test_what_is_shown_gives_nothing_away(everything: Quiz, final: Quiz) -> None:
    """The question as asked has no right answer, feedback, misconception or explanation in it."""
    for quiz in (everything, final):
        for name, question in quiz.questions.items():
            shown = repr(present(quiz, name, 3))
            assert question.explanation.strip() not in shown
            for key in ("correct", "feedback", "misconception", "near"):
                assert f"{key}=" not in shown


def test_an_option_or_a_block_may_be_named_by_its_text(make_quiz: Any) -> None:
    """A learner who writes an answers file without having seen the ids copies what the question says."""
    quiz = make_quiz(
        """
        id: which
        type: choice
        options: [{text: The area of  it, correct: true}, {text: the fence, feedback: No.}]
        """,
        """
        id: steps
        type: order
        items: [{id: say, text: Say it., after: [divide]}, {text: Divide., after: [add-up]}, {text: Add up.}]
        """,
    )
    assert mark(quiz, "which", 1, "the area of it").status == "correct"
    assert mark(quiz, "which", 1, "b").status == "wrong"
    assert mark(quiz, "steps", 1, ["add up.", "divide", "say"]).status == "correct"
    assert mark(quiz, "which", 1, "the roof").status == "invalid"

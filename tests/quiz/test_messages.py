"""grader.quiz.messages: sentences that depend on a number are whole, and right for one and for several."""

from __future__ import annotations

import pytest

from grader.core.sentences import counted
from grader.quiz import messages


def test_a_sentence_is_chosen_whole_by_its_number() -> None:
    """One form for 1, another for every other number, 0 included."""
    said = [counted(count, "{} step is left.", "{} steps are left.") for count in (0, 1, 2)]
    assert said == ["0 steps are left.", "1 step is left.", "2 steps are left."]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (messages.count_questions(1), "1 question"),
        (messages.where_you_are(1, 1), "You have answered 1 of 1 question."),
        (messages.where_you_are(0, 7), "You have answered 0 of 7 questions."),
        (messages.without_answer(0), "Every question has an answer."),
        (messages.without_answer(1), "1 question has no answer yet."),
        (messages.without_answer(3), "3 questions have no answer yet."),
        (messages.not_checked(0), ""),
        (messages.not_checked(1), "1 answer is not checked yet. It is checked when you hand in."),
        (messages.not_checked(2), "2 answers are not checked yet. They are checked when you hand in."),
        (messages.how_sure_you_were(1, 0, guessing=False), "You were sure of 1 answer. Right: 0."),
        (
            messages.how_sure_you_were(3, 2, guessing=True),
            "You guessed 3 answers. Right: 2. You know more than you think.",
        ),
        (messages.how_sure_you_were(4, 2, guessing=True), "You guessed 4 answers. Right: 2."),
        (
            messages.taken_up(2, 3, 2, 2),
            "You go on where you stopped. You have answered 2 of 3 questions. "
            "2 questions have changed since then and are asked again. "
            "2 questions that waited for an exercise are now asked too.",
        ),
    ],
)
def test_a_learner_reads_whole_sentences(said: str, expected: str) -> None:
    """For one and for several, with nothing glued on."""
    assert said == expected

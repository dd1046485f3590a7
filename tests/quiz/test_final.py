"""quiz/final.yaml: the course's own quiz."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from grader.quiz.check import check_quiz
from grader.quiz.functions import CallContext
from grader.quiz.load import Quiz
from grader.quiz.mark import mark
from grader.quiz.model import TYPES, Choice, Multi, Numeric, Slip, type_of
from grader.quiz.parts import KINDS, ComputedNumber
from grader.quiz.variant import PLACEHOLDER


@pytest.mark.no_cover  # coverage would double the time, and other tests run the same lines
def test_it_is_sound_over_a_thousand_seeds(final: Quiz) -> None:
    """No diagnostic and no warning: no wrong method gives the right answer, no guess pays."""
    assert check_quiz(final.path, final.course, seeds=1000) == []


def test_it_covers_the_whole_chain(final: Quiz) -> None:
    """At least 60 questions, three or more of each of the ten topics, of every type and every kind."""
    assert len(final.questions) >= 60
    assert min(Counter(q.topic for q in final.questions.values()).values()) >= 3
    assert {q.kind for q in final.questions.values()} == set(KINDS)
    assert {type_of(q) for q in final.questions.values()} == set(TYPES)


def test_every_statement_of_the_lessons_has_a_question(final: Quiz) -> None:
    """Each row of the table in quiz/README.md names questions of the quiz, and each question is in a row."""
    table = (final.path.parent / "README.md").read_text()
    rows = [line.split("|") for line in table.splitlines() if line.startswith("|")][2:]
    named = [set(re.findall(r"`([a-z0-9-]+)`", row[3])) for row in rows]
    assert all(named)
    assert set().union(*named) == set(final.questions)
    assert f"has {len(final.questions)} questions" in table


def test_no_question_gives_away_the_hint_of_another(final: Quiz) -> None:
    """A formula that a hint sells is printed in no other question's prompt or options."""
    for name, question in final.questions.items():
        for hint in question.hints:
            for sold in re.findall(r"\$([^$]{5,})\$", hint.text) if hint.cost else ():
                for other, asked in final.questions.items():
                    shown = [asked.prompt, *(option.text for option in getattr(asked, "options", []))]
                    assert other == name or not any(sold in text for text in shown), (name, other, sold)


def test_no_word_tells_a_wrong_option(final: Quiz) -> None:
    """`always` and `never` stand in no option: they are what a learner learns to avoid."""
    for question in final.questions.values():
        for option in getattr(question, "options", []):
            assert not re.search(r"\b(always|never|all of the above|none of the above)\b", option.text), option.text


def test_every_wrong_option_says_why_and_where_to_go(final: Quiz) -> None:
    """A learner who chooses a wrong option reads what they believe, and which exercise fixes it."""
    for name, question in final.questions.items():
        if isinstance(question, Choice | Multi):
            for option in question.options:
                if not option.correct:
                    answer = option.id if isinstance(question, Choice) else [option.id]
                    found = mark(final, name, 1, answer)
                    assert option.feedback
                    assert option.feedback[:20].split("{{")[0] in found.feedback
                    assert found.exercise


def test_every_number_is_computed(final: Quiz) -> None:
    """No right or wrong number of a numeric question is typed: each is a call, or a value that is shown."""
    for question in final.questions.values():
        if isinstance(question, Numeric):
            assert question.params
            for number in (question.answer, *(near.answer for near in question.near)):
                assert isinstance(number, ComputedNumber | str)


def test_many_wrong_numbers_come_from_the_mistakes(final: Quiz) -> None:
    """The course's own wrong versions give at least thirty of the near values."""
    calls = [
        near.answer.call
        for question in final.questions.values()
        if isinstance(question, Numeric)
        for near in question.near
        if isinstance(near.answer, ComputedNumber)
    ]
    assert sum(call.startswith("mistakes.") for call in calls) >= 30


def test_the_longest_option_is_not_the_way_to_pass(final: Quiz) -> None:
    """Always choosing the longest option is right for at most one choice in four, as guessing is."""
    choices = [question for question in final.questions.values() if isinstance(question, Choice)]
    longest = [max(question.options, key=lambda option: len(option.text)).correct for question in choices]
    assert sum(longest) <= len(choices) / 4


def test_and_by_hand_says_what_the_reference_says(final: Quiz) -> None:
    """The neurons marked right in and-by-hand compute AND, and the others do not."""
    question = final.questions["and-by-hand"]
    assert isinstance(question, Multi)
    neurons = {
        "ones-minus-1-5": (1, -1.5),
        "tens-minus-15": (10, -15),
        "ones-minus-0-5": (1, -0.5),
        "ones-0": (1, 0),
        "twos-minus-5": (2, -5),
    }
    for option in question.options:
        w, b = neurons[str(option.id)]
        assert f"({w}, {w})" in option.text
        assert f"${b}$" in option.text
        says = [
            final.functions.call("ex1_sigmoid.forward", CallContext(), [[x1, x2], [w, w], b]) > 0.5
            for x1 in (0, 1)
            for x2 in (0, 1)
        ]
        assert option.correct == (says == [False, False, False, True])


def test_every_exercise_is_pointed_to(final: Quiz) -> None:
    """Some question sends its learner to each of the seven exercises."""
    assert {q.exercise for q in final.questions.values()} >= {e.stem for e in final.course.exercises}


def test_what_is_said_of_a_wrong_line_points_to_no_other(final: Quiz) -> None:
    """After the first wrong click the learner hears that this line is right; where to look is a hint with a cost."""
    for question in final.questions.values():
        if isinstance(question, Slip):
            assert question.feedback.incorrect == "This line is right."
            assert all(hint.cost > 0 for hint in question.hints)
            assert question.hints


def test_the_ids_of_computed_options_say_nothing(final: Quiz) -> None:
    """Where an option is a number of the draw, its id is a colour: a name such as `other-label` would tell which is right."""
    colours = {"red", "blue", "green", "grey"}
    for question in final.questions.values():
        if isinstance(question, Choice) and all(PLACEHOLDER.search(option.text) for option in question.options):
            assert {option.id for option in question.options} <= colours

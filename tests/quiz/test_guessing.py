"""grader.quiz.guessing: what a later try may earn, and what learners earn who click without knowing."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from statistics import mean
from typing import Any

import pytest

from grader.quiz import sitting as step
from grader.quiz import sitting_result
from grader.quiz.guessing import MOST_BY_GUESSING, guesses, later_share
from grader.quiz.load import Quiz
from grader.quiz.model import (
    Choice,
    Code,
    Match,
    Multi,
    Multipart,
    Numeric,
    Order,
    Parsons,
    Predict,
    Question,
    Slip,
    Text,
    option_key,
)
from grader.quiz.present import QuestionView, present
from grader.quiz.select import select
from grader.quiz.solution import reference_answer

TYPED = (Numeric, Multipart, Predict, Text, Code)
Knows = Callable[[Question], bool]


def tries_of_a_choice(question: Choice, factor: float) -> float:
    """Return what clicking through the options earns on average, in three tries."""
    chance = 1 / len(question.options)
    return chance * sum(later_share(question, factor, tries) for tries in range(3))


def blind(view: QuestionView, question: Question, luck: random.Random, before: list[Any]) -> Any:
    """Return an answer without knowledge, another one than before; after a tick that was wrong, without that tick."""
    keys = [entry.key for entry in view.entries]
    if isinstance(question, Choice | Slip):
        return luck.choice([key for key in keys if key not in before])
    if isinstance(question, Multi):
        if not before:
            return keys
        # the feedback on ticking every box says which of them are wrong
        return [option_key(question.options, i) for i, option in enumerate(question.options) if option.correct]
    if isinstance(question, Match):
        rights = [right.key for right in view.rights]
        return dict(zip(keys, luck.sample(rights, len(keys)), strict=True))
    if isinstance(question, Order | Parsons):
        extras = len(question.extra)
        return luck.sample(keys, len(keys) - extras)
    return "0.5"


def taken(quiz: Quiz, seed: int, knows: Knows, luck: random.Random) -> tuple[float, bool]:
    """Return the share of the points that a learner earns who clicks blindly what they do not know, and whether it passes."""
    now = step.start(quiz, seed)
    for item in now.items:
        question = quiz.questions[item.id]
        if isinstance(question, Code):
            continue  # as if it were left out by learners who do not know it, and by the others too
        given: list[Any] = []
        view = present(quiz, item.id, seed)
        while step.open_for_answers(quiz, now, item.id) and not any(
            a.mark.status == "correct" for a in now.item(item.id).attempts
        ):
            known = knows(question)
            if not known and isinstance(question, TYPED):
                break
            answer = (
                reference_answer(question, quiz.drawn(question, seed)) if known else blind(view, question, luck, given)
            )
            given.append(answer)
            now, _ = step.answer(quiz, now, item.id, answer)
    result = sitting_result.result(quiz, step.finish(now))
    return result.score / result.max_score, bool(result.passed)


def test_clicking_through_a_choice_earns_at_most_what_guessing_may(final: Quiz) -> None:
    """Over all tries, whatever the count of options; a typed answer keeps the quiz's own factor."""
    for question in final.questions.values():
        if isinstance(question, Choice):
            assert tries_of_a_choice(question, 1.0) <= MOST_BY_GUESSING + 1e-9
            assert later_share(question, 0.75, 1) > 0
        elif isinstance(question, Multi | Match):
            later = sum(later_share(question, 1.0, tries) for tries in (1, 2))
            assert max(guesses(question).values()) + later <= MOST_BY_GUESSING + 1e-9
        elif isinstance(question, TYPED):
            assert later_share(question, 0.75, 2) == 0.75**2


@pytest.mark.parametrize(("options", "share"), [(2, 0.0), (3, 0.0), (4, 0.2), (5, 0.5), (8, 0.75)])
def test_a_second_try_earns_more_where_there_is_more_to_choose_from(options: int, share: float) -> None:
    """With n options the later tries have a budget of n * 0.3 - 1."""
    from grader.quiz.parts import Option

    question = Choice(
        id="x",
        prompt="?",
        topic="t",
        explanation=".",
        options=[Option(text=str(i), correct=i == 0) for i in range(options)],
    )
    assert later_share(question, 0.75, 1) == pytest.approx(share)


@pytest.mark.no_cover  # coverage would double the time, and other tests run the same lines
def test_blind_clicking_never_passes(final: Quiz) -> None:
    """In 1,000 draws nobody passes who knows nothing, and on average they earn far less than a third."""
    luck = random.Random(1)
    found = [taken(final, seed, lambda question: False, luck) for seed in range(1000)]
    assert not any(passed for _, passed in found)
    assert mean(share for share, _ in found) < 0.2


@pytest.mark.no_cover
def test_computing_alone_does_not_pass(final: Quiz) -> None:
    """A learner who has every typed answer right, and clicks blindly elsewhere, passes in less than one draw of ten."""
    luck = random.Random(2)
    found = [taken(final, seed, lambda question: isinstance(question, TYPED), luck) for seed in range(1000)]
    assert sum(passed for _, passed in found) < 0.1 * len(found)


@pytest.mark.no_cover
def test_clicking_alone_does_not_pass(final: Quiz) -> None:
    """Nor does who has every clicked answer right, and computes nothing."""
    luck = random.Random(3)
    found = [taken(final, seed, lambda question: not isinstance(question, TYPED), luck) for seed in range(400)]
    assert sum(passed for _, passed in found) < 0.1 * len(found)


@pytest.mark.no_cover
def test_who_knows_most_of_it_passes(final: Quiz) -> None:
    """Knowing nine questions of ten passes nearly always, knowing half of them in less than one draw of four, and all of them always."""
    for share, low, high in ((1.0, 1.0, 1.0), (0.9, 0.9, 1.0), (0.5, 0.0, 0.25)):
        luck = random.Random(4)
        passed = []
        for seed in range(200):
            known = {name: luck.random() < share for name in final.questions}
            passed.append(taken(final, seed, lambda question, known=known: known[question.id], luck)[1])  # type: ignore[misc]
        assert low <= mean(passed) <= high


def test_every_draw_has_the_same_kinds_and_fills_every_line_of_the_blueprint(final: Quiz) -> None:
    """Over 1,000 seeds: as many questions of each kind, the same points, one for each line, and every question once."""
    seen: Counter[str] = Counter()
    wanted = Counter(slot.kind for slot in final.head.blueprint)
    points = set()
    for seed in range(1000):
        asked = [final.questions[name] for name in select(final, seed)]
        seen.update(question.id for question in asked)
        assert len({question.id for question in asked}) == len(final.head.blueprint)
        assert Counter(question.kind for question in asked) == wanted
        for slot in final.head.blueprint:
            assert sum(q.topic in slot.topics and q.kind == slot.kind for q in asked) >= slot.count
        points.add(sum(question.points for question in asked))
    assert len(points) == 1
    assert set(seen) == {name for name, question in final.questions.items() if question.status == "live"}
